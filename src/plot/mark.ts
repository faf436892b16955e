import type { ReactNode } from "react";
import type { EdgeName, Words } from "./labels";
import type { Obstacles } from "./places";
import type { Scales } from "./scales";

/**
 * A part of a plot: a line, a band, points, a rule, or anything that draws itself on given scales. A figure is a list
 * of marks, the lowest first. Words are placed after all marks are known, those of the topmost mark first.
 */
export interface Mark {
  /** Unique among the marks of a plot. */
  readonly key: string;
  /**
   * Draws it as SVG, in px.
   * @param named whether any of its words could be placed
   */
  draw(scales: Scales, named: boolean): ReactNode;
  /** Whether it is drawn beneath the axes. */
  readonly beneath?: boolean;
  /** Whether it is clipped at the edges of the plot. */
  readonly clip?: boolean;
  /** Obstacles that words avoid, in px. */
  covers?(scales: Scales): Partial<Obstacles>;
  /** Its words, which are placed among the marks. */
  words?(scales: Scales): readonly Words[];
  /** A name in the margin to the right of the plot. */
  readonly edge?: EdgeName;
  /** Its entry in the row above the plot: a sample and a name. */
  readonly legend?: Legend;
}

/** An entry in the row above a plot. */
export interface Legend {
  readonly name: string;
  /** A dotted line, or a patch with a CSS colour variable and an opacity. */
  readonly sample: "dotted" | { readonly fill: string; readonly opacity: number };
}
