import { embeddedFonts } from "./embed-fonts";
import type { PictureSource } from "./picture-source";
import { add, addChart, addLegend, resize, svgDocument, wrap } from "./svg-drawing";
import { themedCopy } from "./themed-copy";

const MARGIN = 24;
const MIN_WIDTH = 420;
const TITLE_SIZE = 18;

/** The look of a picture; by default that of the page. */
export interface PictureLook {
  readonly theme?: "light" | "dark";
  /** Whether the background is transparent. */
  readonly transparent?: boolean;
}

export interface Picture {
  readonly markup: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The box of the title: it contains ink as soon as the embedded fonts are in use. */
  readonly title: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/**
 * Lays out title, sentence, legend, chart and parameters as one self-contained SVG document. Without `embedFonts` its text
 * is set in the system's sans-serif.
 */
export async function drawPicture(
  source: PictureSource,
  embedFonts: boolean,
  { theme, transparent = false }: PictureLook = {},
): Promise<Picture> {
  const { svg, title, caption, run } = source;
  const copy = themedCopy(svg, theme);
  const { palette } = copy;
  const family = embedFonts ? copy.fontFamily : "sans-serif";
  const chart = svg.getBoundingClientRect();
  const inner = Math.max(chart.width, MIN_WIDTH);
  const width = inner + 2 * MARGIN;

  const picture = svgDocument(width, 0);
  const style = add(picture, "style", {});
  const paper = add(picture, "rect", { width, fill: transparent ? "none" : palette.paper });
  let y = MARGIN;
  const paragraph = (text: string, size: number, weight: number, fill: string) => {
    for (const line of wrap(text, inner, `${weight} ${size}px ${family}`)) {
      y += size * 1.4;
      add(picture, "text", { x: MARGIN, y, fill, "font-size": size, "font-weight": weight }, line);
    }
  };
  paragraph(title, TITLE_SIZE, 600, palette.ink);
  y += 2;
  paragraph(caption, 13, 400, palette.soft);
  if (run.series && run.legend !== false) {
    y += 24;
    addLegend(picture, run.series, palette, MARGIN, y, run.legend ?? "lines");
  }
  y += 12;
  const { width: chartWidth, height: chartHeight } = chart;
  const box = { x: MARGIN + (inner - chartWidth) / 2, y, width: chartWidth, height: chartHeight };
  addChart(picture, source, copy, box);
  y += chartHeight + 4;
  paragraph(run.parameters, 11, 400, palette.faint);

  const height = Math.ceil(y + MARGIN);
  paper.setAttribute("height", String(height));
  resize(picture, width, height);
  style.textContent = await fontStyle(picture, family, embedFonts);
  const titleBox = { x: MARGIN, y: MARGIN, width: inner / 2, height: TITLE_SIZE * 1.4 };
  return { markup: new XMLSerializer().serializeToString(picture), width, height, title: titleBox };
}

/** The style of all text of a document, with the fonts that it needs if `embedFonts` is set. */
export async function fontStyle(
  picture: SVGSVGElement,
  family: string,
  embedFonts: boolean,
): Promise<string> {
  const fonts = embedFonts ? await embeddedFonts(family, picture.textContent ?? "") : "";
  return `${fonts}text,tspan{font-family:${family}!important;font-variant-numeric:tabular-nums}`;
}
