import { type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { messageOf } from "../errors";
import { usePictureLook } from "../export/picture-choice";
import { PICTURE_SIZES } from "../export/picture-size";
import { keepDrawing, type PictureLabel, pictureSource } from "../export/picture-source";
import { exportPng } from "../export/png";
import { Words } from "../ui/words";
import { ExportMenu } from "./export-menu";
import styles from "./Figure.module.css";
import { useOnPaper } from "./paper";
import { type PlotSize, usePlotSize } from "./size";
import { type ChartTable, DataTable } from "./table";

interface FigureProps {
  /** Heading and accessible name; also the title and the file name of the exported picture. */
  readonly name: string;
  /** One sentence on what the chart shows now: its accessible description and the caption of the picture. */
  readonly summary: ReactNode;
  /** Level of the heading. */
  readonly level?: 2 | 3;
  readonly run: PictureLabel;
  readonly table: ChartTable;
  /** Whether the plot is kept square, as large as the space allows. */
  readonly square?: boolean;
  /** Its size on paper (print.css): half the width of the text, or all of it and of usual height, low, high, or as on screen. */
  readonly paper?: "half" | "wide" | "strip" | "tall" | "rows";
  /** Replaces the sentence on screen; screen readers still read the sentence. */
  readonly banner?: ((size: PlotSize) => ReactNode) | undefined;
  /** Further controls of this chart, before its buttons. */
  readonly toolbar?: ReactNode;
  /** Draws the plot, as one <svg>, at the measured size. */
  readonly children: (size: PlotSize) => ReactNode;
  /** Opens the settings of a film of this figure, if there can be one. */
  readonly film?: (() => void) | undefined;
  /** Interactive elements over the plot, at the same size; not part of an exported picture. */
  readonly overlay?: (size: PlotSize) => ReactNode;
}

/** A figure: heading, sentence, buttons, plot and data table. */
export function Figure(props: FigureProps) {
  const { name, level = 2, summary, run, table, square = false, paper, toolbar, banner, film } = props;
  const { children, overlay } = props;
  const Heading = level === 2 ? "h2" : "h3";
  const id = useId();
  const figure = useRef<HTMLElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const sentence = useRef<HTMLParagraphElement>(null);
  const available = usePlotSize(plot, sentence);
  const onPaper = useOnPaper();
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const side = available && Math.min(available.width, available.height);
  const size = available && side && square ? { ...available, width: side, height: side } : available;

  const look = usePictureLook();
  const source = () => (figure.current ? pictureSource(figure.current) : undefined);
  useLayoutEffect(() => {
    if (figure.current)
      keepDrawing(figure.current, () => (size ? { run, square, onPage: size, draw: children } : undefined));
  });
  const attempt = async (job: () => Promise<void> | void) => {
    try {
      await job();
      setFailure(null);
    } catch (error) {
      setFailure(`This was not exported. ${messageOf(error)}`);
    }
  };
  const save = () =>
    attempt(async () => {
      const now = source();
      if (now) await exportPng(now, look);
    });

  return (
    <figure
      ref={figure}
      className={square ? `${styles.figure} ${styles.square}` : styles.figure}
      aria-label={name}
      aria-describedby={`${id}-summary`}
      data-paper={square ? "square" : paper}
    >
      <header className={styles.head}>
        <Heading className={styles.name}>{name}</Heading>
        <div className={styles.actions}>
          {toolbar && <div className={styles.toolbar}>{toolbar}</div>}
          <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary className={styles.action}>Data</summary>
          </details>
          <button
            type="button"
            className={styles.action}
            aria-label="Export PNG"
            title={`Save a picture: ${PICTURE_SIZES[look.size].label}`}
            onClick={save}
          >
            <DownloadIcon />
            <span className={styles.word}>PNG</span>
          </button>
          <ExportMenu chart={name} table={table} source={source} attempt={attempt} film={film} />
        </div>
        <p ref={sentence} id={`${id}-summary`} className={banner ? styles.unseen : styles.summary}>
          <Words>{summary}</Words>
        </p>
        {banner && <div className={styles.summary}>{size && banner(size)}</div>}
        {failure && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
      </header>
      <div className={styles.body}>
        <div ref={plot} className={styles.plot} translate="no" data-plot>
          {size && (
            // Drawn anew for paper, with its colours.
            <div
              key={onPaper ? "paper" : "screen"}
              className={styles.drawing}
              style={{ width: size.width, height: size.height }}
            >
              <div role="img" aria-label={`${name}, plot`}>
                {children(size)}
              </div>
              {overlay?.(size)}
            </div>
          )}
        </div>
        {open && <DataTable name={name} table={table} className={styles.data} />}
      </div>
    </figure>
  );
}

function DownloadIcon() {
  return (
    <svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" focusable="false">
      <path
        d="M8 2v8M4.5 6.8 8 10.3l3.5-3.5M2.5 13.5h11"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
