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
  /** The series that are drawn; absent if there is only one. */
  readonly series?: readonly LegendEntry[] | undefined;
  /**
   * The legend's symbols: a piece of each series' line, the default, or its mark; false if there is no legend because the
   * names are in the drawing.
   */
  readonly legend?: "lines" | "marks" | false;
  /** The subject of the picture, for file names: a preset, "custom" or a screen. */
  readonly preset: string;
  /** Absent if the figure has no steps. */
  readonly step?: number;
  /** One line of parameters for the caption. */
  readonly parameters: string;
  /** Lines before the figure's table in a CSV file, as comments. */
  readonly csvHead?: readonly string[];
  /** The settings from which the page restores the figure, as JSON text, embedded in PNGs. */
  readonly configJson: string;
}

/** A chart as it is on the page, with its text. */
export interface PictureSource {
  readonly svg: SVGSVGElement;
  /** The parts of the chart that are drawn in pixels, beneath the SVG. */
  readonly canvases: readonly HTMLCanvasElement[];
  readonly title: string;
  readonly caption: string;
  readonly run: PictureLabel;
}

/** Marks the element of a figure that holds its plot. */
export const PLOT = "data-plot";

/** The picture source of a figure on the page; undefined while nothing is drawn in it. */
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
