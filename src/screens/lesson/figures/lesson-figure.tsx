import { type ReactNode, use } from "react";
import { hashOf } from "../../../address/hash";
import type { LegendEntry, PictureLabel } from "../../../export/picture-source";
import { Figure } from "../../../plot/figure";
import type { PlotSize } from "../../../plot/size";
import type { ChartTable } from "../../../plot/table";
import { ShownChapter } from "../shown-chapter";
import styles from "./LessonFigure.module.css";

interface LessonFigureProps {
  /** Heading and accessible name. */
  readonly name: string;
  /** What it shows now, in a sentence that follows the data: its accessible description. */
  readonly summary: ReactNode;
  readonly table: ChartTable;
  /** What the reader can set and it is drawn from, for the foot of a saved picture. */
  readonly settings: string;
  /** The series that no word in the drawing names, for the legend of a saved picture: there by their marks. */
  readonly series?: readonly LegendEntry[];
  /** How tall the drawing is; a square one is as wide as that. */
  readonly shape?: "strip" | "wide" | "tall" | "square";
  /** Draws, as one <svg>, into the room measured for it. */
  readonly children: (size: PlotSize) => ReactNode;
  /** Handles that lie on the drawing. */
  readonly handles?: (size: PlotSize) => ReactNode;
}

/** The frame of the lesson's figures: that of the lab's charts, at a height of its own. */
export function LessonFigure(props: LessonFigureProps) {
  const { name, summary, table, settings, series, shape = "wide", children, handles } = props;
  const chapter = use(ShownChapter);
  return (
    <div className={styles.room}>
      <div className={styles[shape]}>
        <Figure
          name={name}
          level={3}
          summary={summary}
          run={{ ...pictureLabel(chapter, name, settings), series, legend: "marks" }}
          table={table}
          square={shape === "square"}
          {...(handles && { overlay: handles })}
        >
          {children}
        </Figure>
      </div>
    </div>
  );
}

function pictureLabel(chapter: ShownChapter | null, figure: string, settings: string): PictureLabel {
  const place = chapter ? `Why it works, ${chapter.number}: ${chapter.title}` : "Why it works";
  return {
    preset: chapter ? `why-${chapter.id}` : "why",
    parameters: `${place} · ${settings}`,
    configJson: JSON.stringify({
      address: hashOf("why", chapter ? [["chapter", chapter.id]] : []),
      figure,
      settings,
    }),
  };
}
