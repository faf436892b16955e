import { type ReactNode, use } from "react";
import { createPortal } from "react-dom";
import { hashOf } from "../../../address/hash";
import type { FigureId } from "../../../address/keys";
import type { LegendEntry, PictureLabel } from "../../../export/picture-source";
import { Figure } from "../../../plot/figure";
import type { PlotSize } from "../../../plot/size";
import type { ChartTable } from "../../../plot/table";
import { FigurePlaces, WallFigures } from "../figure-places";
import { ShownChapter } from "../shown-chapter";
import styles from "./LessonFigure.module.css";

/** The sizes on paper, by shape; a square has its own. */
const PAPER = { strip: "strip", wide: "wide", tall: "half", square: "half", unrolled: "tall" } as const;

interface LessonFigureProps {
  readonly id: FigureId<"why">;
  /** Heading and accessible name. */
  readonly name: string;
  /** One sentence on its present data; its accessible description. */
  readonly summary: ReactNode;
  readonly table: ChartTable;
  /** The reader's settings, for the foot of a saved picture. */
  readonly settings: string;
  /** Series without a name in the drawing, for the legend of a saved picture. */
  readonly series?: readonly LegendEntry[];
  /** Height of the drawing; a square one is as wide as high. */
  readonly shape?: "strip" | "wide" | "tall" | "square" | "unrolled";
  /** Draws the figure, as one <svg>, at the measured size. */
  readonly children: (size: PlotSize) => ReactNode;
  /** Handles over the drawing. */
  readonly handles?: (size: PlotSize) => ReactNode;
}

/** A figure of the lesson: a {@link Figure} with a height by its shape, or in the place that a frame has for it. */
export function LessonFigure(props: LessonFigureProps) {
  const { id, name, summary, table, settings, series, shape = "wide", children, handles } = props;
  const chapter = use(ShownChapter);
  const places = use(FigurePlaces);
  const isOnWall = use(WallFigures).includes(id);
  const figure = (
    <Figure
      name={name}
      level={3}
      summary={summary}
      run={{ ...pictureLabel(chapter, name, settings), series, legend: "marks" }}
      table={table}
      square={shape === "square"}
      paper={PAPER[shape]}
      {...(handles && { overlay: handles })}
    >
      {children}
    </Figure>
  );
  if (places) {
    const place = places.get(id);
    return place ? createPortal(figure, place) : null;
  }
  return (
    <div className={styles.container} data-on-wall={isOnWall || undefined}>
      <div className={styles[shape]}>{figure}</div>
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
