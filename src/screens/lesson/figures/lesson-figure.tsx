import { type ReactNode, useId, useRef } from "react";
import { type ChartTable, DataTable } from "../../../charts/data-table";
import { type PlotSize, usePlotSize } from "../../../charts/use-plot-size";
import styles from "./LessonFigure.module.css";

interface LessonFigureProps {
  /** Heading and accessible name. */
  readonly name: string;
  /** What it shows now, in a sentence that follows the data: its accessible description. */
  readonly summary: ReactNode;
  readonly table: ChartTable;
  /** How tall the drawing is. */
  readonly shape?: "strip" | "wide" | "square";
  /** Draws into the room measured for it; a drawing of its own may be followed by handles. */
  readonly children: (size: PlotSize) => ReactNode;
}

/** The frame of the lesson's figures: heading, sentence, drawing, and its numbers as a table. */
export function LessonFigure({ name, summary, table, shape = "wide", children }: LessonFigureProps) {
  const id = useId();
  const plot = useRef<HTMLDivElement>(null);
  const sentence = useRef<HTMLParagraphElement>(null);
  const size = usePlotSize(plot, sentence);
  return (
    <figure className={styles.figure} aria-label={name} aria-describedby={`${id}-summary`}>
      <h3 className={styles.name}>{name}</h3>
      <p ref={sentence} id={`${id}-summary`} className={styles.summary}>
        {summary}
      </p>
      <div ref={plot} className={`${styles.plot} ${styles[shape]}`}>
        {size && children(size)}
      </div>
      <details className={styles.details}>
        <summary>Data</summary>
        <DataTable name={name} table={table} className={styles.data} />
      </details>
    </figure>
  );
}
