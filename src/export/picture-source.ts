/** A series in the legend of a picture: its name, and how it looks. */
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

/** What a saved picture of a figure says besides the figure itself. */
export interface PictureLabel {
  /** The series that are drawn; absent where there is nothing to tell apart. */
  readonly series?: readonly LegendEntry[] | undefined;
  /**
   * What the name of a series has beside it: a piece of its line, which is the usual, or its mark; false where there is no
   * legend because the names are in the drawing.
   */
  readonly legend?: "lines" | "marks" | false;
  /** What the picture is of, for file names: a preset, "custom", a screen. */
  readonly preset: string;
  /** Absent where nothing goes step by step. */
  readonly step?: number;
  /** One line of parameters for the caption. */
  readonly parameters: string;
  /** What brings the picture back to the page, as JSON text, embedded in PNGs. */
  readonly configJson: string;
}

/** A chart as it stands on the page, and what is said of it. */
export interface PictureSource {
  readonly svg: SVGSVGElement;
  /** What of the chart is drawn in pixels, beneath the SVG. */
  readonly canvases: readonly HTMLCanvasElement[];
  readonly title: string;
  readonly caption: string;
  readonly run: PictureLabel;
}

/** Marks the element of a figure that holds its plot. */
export const PLOT = "data-plot";

/** What of a figure on the page goes into a picture, or undefined while nothing is drawn in it. */
export function pictureSource(figure: HTMLElement, run: PictureLabel): PictureSource | undefined {
  const plot = figure.querySelector(`[${PLOT}]`);
  const svg = plot?.querySelector("svg");
  if (!plot || !svg) return undefined;
  return {
    svg,
    canvases: [...plot.querySelectorAll("canvas")],
    title: figure.getAttribute("aria-label") ?? "",
    caption: document.getElementById(figure.getAttribute("aria-describedby") ?? "")?.textContent ?? "",
    run,
  };
}
