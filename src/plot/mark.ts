import type { ReactNode } from "react";
import type { EdgeName, Words } from "./labels";
import type { Obstacles } from "./places";
import type { Scales } from "./scales";

/**
 * A part of a plot: a line, a band, points, a rule, a heat map, or anything that draws itself on given scales. A figure
 * is a list of marks, the undermost first. Words are placed when all marks are known, those of the uppermost first.
 */
export interface Mark {
  /** Unique among the marks of a plot. */
  readonly key: string;
  /**
   * What it shows, as SVG, in px.
   * @param named whether any of its words has found a place
   */
  draw(scales: Scales, named: boolean): ReactNode;
  /** Whether it lies beneath the axes. */
  readonly beneath?: boolean;
  /** Whether what lies outside the plot is cut off. */
  readonly clip?: boolean;
  /** What words keep clear of, in px. */
  covers?(scales: Scales): Partial<Obstacles>;
  /** Words that find their place among what is drawn. */
  words?(scales: Scales): readonly Words[];
  /** A name in the margin to the right of the plot. */
  readonly edge?: EdgeName;
  /** A sample of it and its name, in the row above the plot. */
  readonly legend?: Legend;
}

/** An entry in the row above a plot. */
export interface Legend {
  readonly name: string;
  /** A dotted line, or a piece of a band: the CSS variable with its colour, and its opacity. */
  readonly sample: "dotted" | { readonly fill: string; readonly opacity: number };
}
