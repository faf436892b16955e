import { type ReactNode, useId, useState } from "react";
import { exportCsv } from "../export/csv";
import type { PictureSource } from "../export/picture-source";
import { copyPng, exportPng } from "../export/png";
import { exportSvg } from "../export/svg";
import { Popover } from "../ui/popover";
import styles from "./ExportMenu.module.css";
import figure from "./Figure.module.css";
import type { ChartTable } from "./table";

interface ExportMenuProps {
  readonly chart: string;
  readonly table: ChartTable;
  /** The chart as it is; undefined while nothing is drawn. */
  readonly source: () => PictureSource | undefined;
  /** Runs an export and says if it fails. */
  readonly attempt: (job: () => Promise<void> | void) => void;
}

const SCALES = [2, 3] as const;
const THEMES = ["light", "dark"] as const;

/** What a chart can be saved as, besides the one button that saves it as it is. */
export function ExportMenu({ chart, table, source, attempt }: ExportMenuProps) {
  const id = useId();
  const [scale, setScale] = useState<(typeof SCALES)[number]>(3);
  const [theme, setTheme] = useState<(typeof THEMES)[number]>(shownTheme);
  const [transparent, setTransparent] = useState(false);
  const look = { scale, theme, transparent };

  const saveCsv = ({ run: label }: PictureSource) => {
    const { columns, rows } = table.csv?.() ?? table;
    exportCsv(chart, label, columns, typeof rows === "function" ? rows() : rows);
  };
  const run = (job: (source: PictureSource) => Promise<void> | void) =>
    attempt(async () => {
      const now = source();
      if (!now) throw new Error("Nothing is drawn yet.");
      await job(now);
    });
  const jobs: readonly (readonly [string, (source: PictureSource) => Promise<void> | void])[] = [
    ["Save PNG", (now) => exportPng(now, look)],
    ["Save SVG", (now) => exportSvg(now, look)],
    ["Save CSV", saveCsv],
    ["Copy picture", (now) => copyPng(now, look)],
  ];

  return (
    <Popover
      name={`Export ${chart}`}
      button={{
        className: figure.action,
        "aria-label": "More exports",
        title: "SVG, CSV, other sizes and colours",
        children: <MoreIcon />,
      }}
      className={styles.menu}
      onOpen={() => setTheme(shownTheme())}
    >
      {(close) => (
        <>
          <Choice legend="Pixels" name={`${id}-scale`} options={SCALES} value={scale} onChange={setScale}>
            {(option) => `${option}×`}
          </Choice>
          <Choice legend="Colours" name={`${id}-theme`} options={THEMES} value={theme} onChange={setTheme}>
            {(option) => option}
          </Choice>
          <label className={styles.option}>
            <input
              type="checkbox"
              checked={transparent}
              onChange={(event) => setTransparent(event.currentTarget.checked)}
            />
            transparent
          </label>
          <div className={styles.actions}>
            {jobs.map(([words, job]) => (
              <button
                key={words}
                type="button"
                onClick={() => {
                  close();
                  run(job);
                }}
              >
                {words}
              </button>
            ))}
          </div>
        </>
      )}
    </Popover>
  );
}

const shownTheme = () => (document.documentElement.dataset.theme === "dark" ? "dark" : "light");

function Choice<T extends string | number>({
  legend,
  name,
  options,
  value,
  onChange,
  children,
}: {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly children: (option: T) => ReactNode;
}) {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option} className={styles.option}>
          <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
          {children(option)}
        </label>
      ))}
    </fieldset>
  );
}

const MoreIcon = () => (
  <svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" focusable="false">
    <path
      d="M3.5 6.2 8 10.6l4.5-4.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
