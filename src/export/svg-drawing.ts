import type { LegendEntry, PictureSource } from "./picture-source";
import type { Palette, ThemedCopy } from "./themed-copy";

const SVG = "http://www.w3.org/2000/svg";

export type Attributes = Readonly<Record<string, string | number>>;

/** Appends an SVG element. */
export function add(parent: Element, tag: string, attributes: Attributes, text?: string): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

/** An empty SVG document of this size. */
export function svgDocument(width: number, height: number): SVGSVGElement {
  const document_ = document.createElementNS(SVG, "svg");
  document_.setAttribute("xmlns", SVG);
  resize(document_, width, height);
  return document_;
}

export function resize(svg: SVGSVGElement, width: number, height: number): void {
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
}

/** Breaks the text at spaces so that no line is wider than `width` px in the font. */
export function wrap(text: string, width: number, font: string): string[] {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return [text];
  pen.font = font;
  const lines: string[] = [];
  // Not \s, so that a narrow no-break space keeps a number on one line.
  for (const word of text.trim().split(/[ \n\t]+/)) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Draws the legend from x to the right: per series a piece of its line, its mark, or both, and its name. */
export function addLegend(
  parent: Element,
  series: readonly LegendEntry[],
  palette: Palette,
  x: number,
  y: number,
  shows: "lines" | "marks" | "both" = "both",
): void {
  const sample = shows === "marks" ? 12 : 36;
  for (const { name, ink, mark, dash, outline, filled } of series) {
    const colour = palette.read(mark);
    const stroke = { fill: "none", stroke: colour, "stroke-width": 2 };
    if (shows !== "marks") {
      const dashed = dash ? { "stroke-dasharray": dash } : {};
      add(parent, "path", { ...stroke, d: `M${x} ${y - 4}h${sample}`, ...dashed });
    }
    if (shows !== "lines") {
      const d = outline(x + sample / 2, y - 4, 4);
      add(parent, "path", { ...stroke, "stroke-width": 1.5, fill: filled ? colour : palette.paper, d });
    }
    const words = { x: x + sample + 8, y, fill: palette.read(ink), "font-size": 13, "font-weight": 600 };
    add(parent, "text", words, name);
    x += sample + 8 + name.length * 8 + 24;
  }
}

/** Draws the chart into the box, as large as it fits without distortion, with canvases beneath the SVG. */
export function addChart(
  parent: Element,
  { svg, canvases }: PictureSource,
  { svg: copy }: ThemedCopy,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const chart = svg.getBoundingClientRect();
  const group = add(parent, "svg", {
    ...box,
    viewBox: `0 0 ${chart.width} ${chart.height}`,
    preserveAspectRatio: "xMinYMid",
  });
  for (const canvas of canvases) {
    const place = canvas.getBoundingClientRect();
    add(group, "image", {
      x: place.left - chart.left,
      y: place.top - chart.top,
      width: place.width,
      height: place.height,
      preserveAspectRatio: "none",
      style: "image-rendering:pixelated",
      href: canvas.toDataURL(),
    });
  }
  copy.setAttribute("width", String(chart.width));
  copy.setAttribute("height", String(chart.height));
  group.append(copy);
}
