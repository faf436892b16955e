import { type Drawn, OffScreen, type Theme } from "./off-screen";
import { fontOf, measuringPen, widthOfText } from "./pen";
import { boxOf, type PictureBox, type PictureSizeId } from "./picture-size";
import type { PictureSource } from "./picture-source";
import { addLegend, addParagraph, paragraph, unnamed } from "./picture-text";
import { add, addDrawing, svgDocument } from "./svg-drawing";

/** The look of a picture. */
export interface PictureLook {
  readonly size: PictureSizeId;
  readonly theme: Theme;
  /** Whether the background is transparent. */
  readonly transparent: boolean;
}

/** A picture as one SVG document, in CSS pixels. */
export interface Picture {
  readonly svg: SVGSVGElement;
  readonly width: number;
  readonly height: number;
  /** Pixels of a PNG per CSS pixel. */
  readonly scale: number;
  /** The images in the document, with the canvases that they show. */
  readonly images: ReadonlyMap<Element, HTMLCanvasElement>;
}

/** A place in a picture. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The size of a plot, and the type size of its labels. */
interface Sized {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

/** Height of a legend, in em. */
const LEGEND = 1.5;

/** The series that need a legend: those without a name in the drawing. Names are there or in a legend, not in both. */
const legendOf = ({ series, legend }: PictureSource["run"], drawn: Drawn | undefined) =>
  series && legend !== false ? unnamed(series, drawn?.svg) : [];

/** Lays a figure out in a place: its plot as large as that, and in the middle if it is square. */
export function addPlot(
  parent: Element,
  { square, draw, run }: Pick<PictureSource, "square" | "draw" | "run">,
  { x, y, width, height }: Place,
  fontSize: number,
  off: OffScreen,
): ReturnType<typeof addDrawing> {
  const sized = (high: number): Sized => {
    const side = Math.min(width, high);
    return square ? { width: side, height: side, fontSize } : { width, height: high, fontSize };
  };
  const whole = off.draw(draw(sized(height)));
  const entries = legendOf(run, whole);
  const above = entries.length > 0 ? LEGEND * fontSize : 0;
  const size = sized(height - above);
  const left = x + (width - size.width) / 2;
  const shows = run.legend || "lines";
  addLegend(parent, entries, { x: left, y: y + 1.05 * fontSize, size: fontSize, shows }, off);
  const drawn = above > 0 ? off.draw(draw(size)) : whole;
  return drawn ? addDrawing(parent, drawn, { x: left, y: y + above }, off) : new Map();
}

/**
 * Lays title, sentence, plot and parameters out in a box, as one SVG document.
 * @param off draws the plot; it also has the colours
 */
export function layOutPicture(
  source: PictureSource,
  box: PictureBox,
  off: OffScreen,
  transparent = false,
): Picture {
  const { title, caption, run } = source;
  const { width, margin } = box;
  const inner = width - 2 * margin;
  const family = off.fontFamily;
  const gap = 0.5 * box.fontSize;
  const momentSize = box.sentence;
  const pen = measuringPen(fontOf(500, momentSize, family));
  const momentWidth = run.moment ? widthOfText(pen, run.moment) + box.title : 0;
  const text = { width: inner, family };
  const heading = paragraph([{ text: title }], {
    ...text,
    size: box.title,
    weight: 600,
    width: inner - momentWidth,
  });
  const lines = width / box.sentence < 50 ? 3 : 2;
  const sentence = paragraph(caption, { ...text, size: box.sentence, weight: 400, lines });
  const foot = paragraph([{ text: run.parameters }], { ...text, size: box.foot, weight: 400 });
  const above = margin + heading.height + sentence.height + gap;
  const below = gap + foot.height + margin;
  const fixed = heightOfPlot(source, box, off);
  const height = box.height ?? Math.ceil(above + fixed + below);

  const svg = svgDocument(width, height, family);
  const paper = off.colour("var(--paper)");
  if (!transparent) add(svg, "rect", { width, height, fill: paper });
  const ink = (name: string) => off.colour(`var(${name})`);
  addParagraph(svg, heading, { x: margin, y: margin, fill: ink("--ink") }, off);
  if (run.moment) {
    const y = margin + 0.98 * box.title * 1.36 - 0.2 * box.title;
    const place = { x: width - margin, y, "text-anchor": "end", fill: ink("--ink-2") };
    add(svg, "text", { ...place, "font-size": momentSize, "font-weight": 500 }, run.moment);
  }
  const top = margin + heading.height;
  addParagraph(svg, sentence, { x: margin, y: top, fill: ink("--ink-2") }, off);
  const place = { x: margin, y: above, width: inner, height: fixed || height - above - below };
  const images = addPlot(svg, source, place, box.fontSize, off);
  addParagraph(svg, foot, { x: margin, y: height - margin - foot.height, fill: ink("--ink-3") }, off);
  return { svg, width, height, scale: box.scale, images };
}

/** The height of a plot of fixed size, with the legend that it needs; 0 if its size is not fixed. */
function heightOfPlot(source: PictureSource, { plot, fontSize }: PictureBox, off: OffScreen): number {
  if (!plot) return 0;
  const drawn = off.draw(source.draw({ ...plot, fontSize }));
  return plot.height + (legendOf(source.run, drawn).length > 0 ? LEGEND * fontSize : 0);
}

/** The picture of a figure as it is now, in a look. */
export function drawPicture(source: PictureSource, { size, theme, transparent }: PictureLook): Picture {
  const off = new OffScreen(theme);
  try {
    return layOutPicture(source, boxOf(size, source.onPage), off, transparent);
  } finally {
    off.remove();
  }
}
