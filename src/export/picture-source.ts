import type { PictureLabel } from "../charts/props";

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
