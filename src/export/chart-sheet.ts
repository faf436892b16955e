import type { OffScreen } from "./off-screen";
import { addPlot, type Picture, type Place } from "./picture";
import type { PictureSource } from "./picture-source";
import { addParagraph, paragraph } from "./picture-text";
import { add, svgDocument } from "./svg-drawing";

/** The size of a sheet in CSS pixels. */
export interface SheetSize {
  readonly width: number;
  readonly height: number;
}

export const SHEET: SheetSize = { width: 1920, height: 1080 };

const MARGIN = 40;
const TITLE = 30;
/** Height of the title and the parameters. */
const HEAD = 104;
const GAP = 32;
/** Type sizes of a chart’s name, its sentence and its labels. */
const [NAME, SENTENCE, LABELS] = [22, 17, 17];
/** Lines that a sentence gets. */
const LINES = 2;
/** Height of a chart’s name and its sentence, and the space beneath them. */
const TEXT = 86;
/** The width to height that a plot should have at least. */
const [WIDE, SQUARE] = [1.75, 1];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Splits a list after each index whose bit is set. */
function split<T>(list: readonly T[], breaks: number): T[][] {
  const rows: T[][] = [[]];
  list.forEach((each, i) => {
    rows[rows.length - 1].push(each);
    if (breaks & (1 << i)) rows.push([]);
  });
  return rows;
}

/**
 * Returns the cells of charts on a sheet: rows of one height, from margin to margin, in which a square chart is narrower. The
 * rows are broken where the smallest plot is largest.
 */
export function sheetCells(
  charts: readonly { readonly square: boolean }[],
  { width, height }: SheetSize = SHEET,
): readonly Place[] {
  const ratio = ({ square }: { readonly square: boolean }) => (square ? SQUARE : WIDE);
  const arrangements = Array.from({ length: 2 ** (charts.length - 1) }, (_, breaks) => {
    const rows = split(charts, breaks);
    const tall = (height - HEAD - MARGIN - (rows.length - 1) * GAP) / rows.length;
    const cells = rows.flatMap((row, r) => {
      const available = width - 2 * MARGIN - (row.length - 1) * GAP;
      let x = MARGIN;
      return row.map((chart) => {
        const cell = { x, y: HEAD + r * (tall + GAP), height: tall };
        const wide = (available * ratio(chart)) / sum(row.map(ratio));
        x += wide + GAP;
        return { ...cell, width: wide };
      });
    });
    // The height of a plot of the chart's shape that fits.
    const heights = cells.map((cell, i) => Math.min(cell.height - TEXT, cell.width / ratio(charts[i])));
    return { cells, least: Math.min(...heights) };
  });
  return arrangements.reduce((best, each) => (each.least > best.least ? each : best)).cells;
}

/**
 * Lays all charts out on one sheet, each filling its cell, with the run's parameters.
 * @param offs draws the plots, one for each
 * @throws Error if there is no chart
 */
export function layOutSheet(
  title: string,
  sources: readonly PictureSource[],
  offs: readonly OffScreen[],
  size: SheetSize = SHEET,
): Picture {
  if (sources.length === 0) throw new Error("No chart is drawn yet.");
  const [{ run }] = sources;
  const [off] = offs;
  const family = off.fontFamily;
  const { width, height } = size;
  const svg = svgDocument(width, height, family);
  add(svg, "rect", { width, height, fill: off.colour("var(--paper)") });
  const ink = (name: string) => off.colour(`var(${name})`);
  const line = (text: string, place: Record<string, string | number>) => add(svg, "text", place, text);
  line(title, { x: MARGIN, y: 58, fill: ink("--ink"), "font-size": TITLE, "font-weight": 700 });
  if (run.moment)
    line(run.moment, {
      x: width - MARGIN,
      y: 58,
      fill: ink("--ink"),
      "text-anchor": "end",
      "font-size": TITLE,
      "font-weight": 600,
    });
  line(run.parameters, { x: MARGIN, y: 84, fill: ink("--ink-3"), "font-size": 14 });
  const images = new Map<Element, HTMLCanvasElement>();
  sheetCells(sources, size).forEach((cell, i) => {
    const { title: name, caption } = sources[i];
    const { x, y } = cell;
    add(svg, "path", { d: `M${x} ${y}h${cell.width}`, fill: "none", stroke: ink("--hairline") });
    line(name, { x, y: y + 28, fill: ink("--ink"), "font-size": NAME, "font-weight": 600 });
    const text = { size: SENTENCE, weight: 400, width: cell.width, family, lines: LINES };
    addParagraph(svg, paragraph(caption, text), { x, y: y + 34, fill: ink("--ink-2") }, off);
    const place = { x, y: y + TEXT, width: cell.width, height: cell.height - TEXT };
    const own = addPlot(svg, sources[i], place, LABELS, offs[i]);
    for (const [image, canvas] of own) images.set(image, canvas);
  });
  return { svg, width, height, scale: 1, images };
}
