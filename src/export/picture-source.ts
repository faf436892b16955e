import type { RunLabel } from "../charts/props";

/** A chart as it stands on the page, and what is said of it. */
export interface PictureSource {
  readonly svg: SVGSVGElement;
  /** What of the chart is drawn in pixels, beneath the SVG. */
  readonly canvases: readonly HTMLCanvasElement[];
  readonly title: string;
  readonly caption: string;
  readonly run: RunLabel;
}

/** Marks the element of a figure that holds its plot. */
export const PLOT = "data-plot";

/** What of a figure on the page goes into a picture, or undefined while nothing is drawn in it. */
export function pictureSource(figure: HTMLElement, run: RunLabel): PictureSource | undefined {
  const plot = figure.querySelector(`[${PLOT}]`);
  const svg = plot?.querySelector("svg");
  if (!plot || !svg) return undefined;
  return {
    svg,
    canvases: [...plot.querySelectorAll("canvas")],
    title: figure.querySelector("h2")?.textContent ?? "",
    caption: document.getElementById(figure.getAttribute("aria-describedby") ?? "")?.textContent ?? "",
    run,
  };
}
