import { LANES, MARK_PATHS } from "../charts/lanes";
import { embeddedFonts } from "./embed-fonts";
import { withInlineStyle } from "./inline-style";
import type { PictureSource } from "./png";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 24;
const NARROWEST = 420;
const TITLE_SIZE = 18;

export interface Picture {
  readonly markup: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Where the title stands: there is ink here as soon as the embedded fonts are in use. */
  readonly title: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

type Attributes = Readonly<Record<string, string | number>>;

function add(parent: Element, tag: string, attributes: Attributes, text?: string): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

/** Breaks the text at spaces so that no line is wider than `width` px in the font. */
function wrap(text: string, width: number, font: string): string[] {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return [text];
  pen.font = font;
  const lines: string[] = [];
  // Not \s: a narrow unbreakable space keeps a number on one line.
  for (const word of text.trim().split(/[ \n\t]+/)) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The page's colours of this moment, so that a dark page gives a dark picture. */
function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return { paper: read("--paper"), ink: read("--ink"), soft: read("--ink-2"), faint: read("--ink-3"), read };
}

/**
 * Lays title, sentence, legend, chart and parameters out as one SVG document that needs nothing else. Without
 * `embedFonts` its words are set in the system's sans-serif.
 */
export async function drawPicture(
  { svg, title, caption, run }: PictureSource,
  embedFonts: boolean,
): Promise<Picture> {
  const colours = palette();
  const family = embedFonts ? getComputedStyle(svg).fontFamily : "sans-serif";
  const chart = svg.getBoundingClientRect();
  const inner = Math.max(chart.width, NARROWEST);
  const width = inner + 2 * MARGIN;

  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("xmlns", SVG);
  const style = add(picture, "style", {});
  const paper = add(picture, "rect", { width, fill: colours.paper });
  let y = MARGIN;
  const paragraph = (text: string, size: number, weight: number, fill: string) => {
    for (const line of wrap(text, inner, `${weight} ${size}px ${family}`)) {
      y += size * 1.4;
      add(picture, "text", { x: MARGIN, y, fill, "font-size": size, "font-weight": weight }, line);
    }
  };
  paragraph(title, TITLE_SIZE, 600, colours.ink);
  y += 2;
  paragraph(caption, 13, 400, colours.soft);
  y += 24;

  let x = MARGIN;
  for (const lane of run.legend === false ? [] : LANES) {
    const colour = colours.read(lane.mark);
    const stroke = { fill: "none", stroke: colour, "stroke-width": 2 };
    add(picture, "path", {
      ...stroke,
      d: `M${x} ${y - 4}h36`,
      ...(lane.dash && { "stroke-dasharray": lane.dash }),
    });
    const filled = lane.filled ? colour : colours.paper;
    add(picture, "path", {
      ...stroke,
      "stroke-width": 1.5,
      fill: filled,
      d: MARK_PATHS[lane.shape](x + 18, y - 4, 4),
    });
    const label = run.lanes[lane.key];
    const name = { x: x + 44, y, fill: colours.read(lane.ink), "font-size": 13, "font-weight": 600 };
    add(picture, "text", name, label);
    x += 44 + label.length * 8 + 24;
  }
  y += 12;

  const plot = withInlineStyle(svg);
  plot.setAttribute("x", String(MARGIN + (inner - chart.width) / 2));
  plot.setAttribute("y", String(y));
  plot.setAttribute("width", String(chart.width));
  plot.setAttribute("height", String(chart.height));
  picture.append(plot);
  y += chart.height + 4;
  paragraph(run.parameters, 11, 400, colours.faint);

  const height = Math.ceil(y + MARGIN);
  paper.setAttribute("height", String(height));
  picture.setAttribute("width", String(width));
  picture.setAttribute("height", String(height));
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const fonts = embedFonts ? await embeddedFonts(family, picture.textContent ?? "") : "";
  style.textContent = `${fonts}text,tspan{font-family:${family}!important;font-variant-numeric:tabular-nums}`;
  const titleBox = { x: MARGIN, y: MARGIN, width: inner / 2, height: TITLE_SIZE * 1.4 };
  return { markup: new XMLSerializer().serializeToString(picture), width, height, title: titleBox };
}
