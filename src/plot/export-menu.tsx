import { type ReactNode, useEffect, useId, useRef } from "react";
import { exportCsv } from "../export/csv";
import { choosePictureLook, usePictureLook } from "../export/picture-choice";
import { PICTURE_SIZE_IDS, PICTURE_SIZES } from "../export/picture-size";
import type { PictureSource } from "../export/picture-source";
import { copyPng, exportPng } from "../export/png";
import { drawPreview } from "../export/preview";
import { exportSvg } from "../export/svg";
import { Popover } from "../ui/popover";
import styles from "./ExportMenu.module.css";
import figure from "./Figure.module.css";
import type { ChartTable } from "./table";

interface ExportMenuProps {
  readonly chart: string;
  readonly table: ChartTable;
  /** Returns the chart as it is now; undefined if nothing is drawn. */
  readonly source: () => PictureSource | undefined;
  /** Runs an export and reports its failure. */
  readonly attempt: (job: () => Promise<void> | void) => void;
  /** Opens the settings of a film of the chart, if there can be one. */
  readonly film: (() => void) | undefined;
}

const THEMES = ["light", "dark"] as const;

/** The menu of a chart’s other exports, beside the button that saves it as a PNG. */
export function ExportMenu({ chart, table, source, attempt, film }: ExportMenuProps) {
  const id = useId();
  const look = usePictureLook();

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
  const jobs: readonly (readonly [string, () => void])[] = [
    ["Save PNG", () => run((now) => exportPng(now, look))],
    ["Save SVG", () => run((now) => exportSvg(now, look))],
    ["Save CSV", () => run(saveCsv)],
    ["Copy picture", () => run((now) => copyPng(now, look))],
    ...(film ? ([["Save film …", film]] as const) : []),
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
    >
      {(close, open) => (
        <>
          <Choice
            legend="Size"
            name={`${id}-size`}
            options={PICTURE_SIZE_IDS}
            value={look.size}
            onChange={(size) => choosePictureLook({ size })}
          >
            {(option) => <span title={PICTURE_SIZES[option].extent}>{PICTURE_SIZES[option].label}</span>}
          </Choice>
          <Choice
            legend="Colours"
            name={`${id}-theme`}
            options={THEMES}
            value={look.theme}
            onChange={(theme) => choosePictureLook({ theme })}
            more={
              <label className={styles.option}>
                <input
                  type="checkbox"
                  checked={look.transparent}
                  onChange={(event) => choosePictureLook({ transparent: event.currentTarget.checked })}
                />
                transparent
              </label>
            }
          >
            {(option) => option}
          </Choice>
          <div className={styles.below}>
            <div className={styles.actions}>
              {jobs.map(([words, job]) => (
                <button
                  key={words}
                  type="button"
                  onClick={() => {
                    close();
                    job();
                  }}
                >
                  {words}
                </button>
              ))}
            </div>
            <Preview source={source} open={open} />
          </div>
        </>
      )}
    </Popover>
  );
}

/** The picture as it would be saved, small, on a white and on a black slide. */
function Preview({ source, open }: Pick<ExportMenuProps, "source"> & { readonly open: boolean }) {
  const look = usePictureLook();
  const white = useRef<HTMLCanvasElement>(null);
  const black = useRef<HTMLCanvasElement>(null);
  const latest = useRef(source);
  latest.current = source;
  useEffect(() => {
    if (!open) return;
    // Not in an effect itself: the picture is drawn at once, which React allows between its own renders alone.
    const timer = setTimeout(() => {
      const now = latest.current();
      if (now && white.current && black.current) drawPreview(now, look, [white.current, black.current]);
    });
    return () => clearTimeout(timer);
  }, [look, open]);
  return (
    <div className={styles.preview} role="img" aria-label="The picture on a white and on a black slide">
      {open && (
        <>
          <canvas ref={white} />
          <canvas ref={black} />
        </>
      )}
    </div>
  );
}

function Choice<T extends string>({
  legend,
  name,
  options,
  value,
  onChange,
  more,
  children,
}: {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Further choices in the same rows. */
  readonly more?: ReactNode;
  readonly children: (option: T) => ReactNode;
}) {
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option} className={styles.option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
            {children(option)}
          </label>
        ))}
        {more}
      </div>
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
