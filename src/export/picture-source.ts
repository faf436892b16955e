import type { ReactNode } from "react";
import { captionOf, type Piece } from "./caption";

/** A series in the legend of a picture: its name and its look. */
export interface LegendEntry {
  readonly name: string;
  /** CSS variables with the colours of its name, and of its line and marks. */
  readonly ink: string;
  readonly mark: string;
  readonly dash: string | undefined;
  readonly filled: boolean;
  /** The outline of its mark about (x, y), r its radius, as an SVG path. */
  readonly outline: (x: number, y: number, r: number) => string;
}

/** The text of a saved picture besides the figure itself. */
export interface PictureLabel {
  /** The series that are drawn; absent if there is only one. Those without a name in the drawing get a legend. */
  readonly series?: readonly LegendEntry[] | undefined;
  /** The legend's symbols: a piece of each series' line, the default, or its mark; false if there is never a legend. */
  readonly legend?: "lines" | "marks" | false;
  /** The subject of the picture, for file names: a preset, "custom" or a screen. */
  readonly preset: string;
  /** Absent if the figure has no steps. */
  readonly step?: number;
  /** Beside the title: the moment that is drawn, e.g. “step 240”. */
  readonly moment?: string;
  /** One line of parameters for the caption. */
  readonly parameters: string;
  /** Lines before the figure's table in a CSV file, as comments. */
  readonly csvHead?: readonly string[];
  /** The settings from which the page restores the figure, as JSON text, embedded in PNGs. */
  readonly configJson: string;
}

/** The size of a plot in CSS pixels, and the type size of its labels in px. */
interface Size {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

/** A figure as it is now, with its text. */
export interface PictureSource {
  readonly title: string;
  readonly caption: readonly Piece[];
  readonly run: PictureLabel;
  /** Whether its plot is as wide as high. */
  readonly square: boolean;
  /** The size of its plot on the page. */
  readonly onPage: Size;
  /** Lays its plot out, with the data of now whenever it is called. */
  readonly draw: (size: Size) => ReactNode;
}

/** What a figure draws, besides its text. */
export type Drawing = Pick<PictureSource, "run" | "square" | "onPage" | "draw">;

const drawings = new WeakMap<Element, () => Drawing | undefined>();

/** Keeps how to get the drawing of a figure on the page; it is undefined while nothing is drawn. */
export function keepDrawing(figure: Element, drawing: () => Drawing | undefined): void {
  drawings.set(figure, drawing);
}

/** The picture source of a figure on the page; undefined while nothing is drawn in it. */
export function pictureSource(figure: HTMLElement): PictureSource | undefined {
  const drawing = drawings.get(figure)?.();
  if (!drawing) return undefined;
  return {
    title: figure.getAttribute("aria-label") ?? "",
    caption: captionOf(document.getElementById(figure.getAttribute("aria-describedby") ?? "")),
    ...drawing,
  };
}
