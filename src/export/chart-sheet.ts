import { fontStyle, type Picture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";
import { add, addChart, addLegend, svgDocument, wrap } from "./svg-drawing";
import { themedCopy } from "./themed-copy";

const [WIDTH, HEIGHT] = [1920, 1080];
const MARGIN = 48;
const TITLE_SIZE = 30;
const HEAD = 118;
const GAP = 36;
/** Height of a chart’s name and the first lines of its sentence. */
const TEXT = 100;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

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
 * Returns the boxes of charts of some sizes on the sheet: rows as wide as the sheet, within which all drawings are
 * equally high. The rows are broken where the most reduced of the drawings is largest.
 */
export function sheetBoxes(charts: readonly Size[]): readonly Box[] {
  const ratio = ({ width, height }: Size) => width / height;
  const arrangements = Array.from({ length: 2 ** (charts.length - 1) }, (_, breaks) => {
    const rows = split(charts, breaks);
    const available = HEIGHT - HEAD - MARGIN - rows.length * TEXT - (rows.length - 1) * GAP;
    const across = rows.map((row) => WIDTH - 2 * MARGIN - (row.length - 1) * GAP);
    const full = rows.map((row, r) => across[r] / sum(row.map(ratio)));
    const shrink = Math.min(1, available / sum(full));
    const scales = rows.flatMap((row, r) => row.map(({ height }) => (full[r] * shrink) / height));
    return { rows, full, shrink, scale: Math.min(...scales) };
  });
  const { rows, full, shrink } = arrangements.reduce((best, each) => (each.scale > best.scale ? each : best));
  let y = HEAD;
  return rows.flatMap((row, r) => {
    const [top, height] = [y, full[r] * shrink + TEXT];
    y += height + GAP;
    let x = MARGIN;
    return row.map((chart) => {
      const box = { x, y: top, width: full[r] * ratio(chart), height };
      x += box.width + GAP;
      return box;
    });
  });
}

/** Draws all charts on one sheet of 1920 × 1080, with the run's parameters. @throws Error if there is no chart */
export async function drawChartSheet(
  title: string,
  sources: readonly PictureSource[],
  embedFonts: boolean,
  { theme }: PictureLook = {},
): Promise<Picture> {
  const copies = sources.map(({ svg }) => themedCopy(svg, theme));
  if (copies.length === 0) throw new Error("No chart is drawn yet.");
  const [{ run }] = sources;
  const [{ palette, fontFamily }] = copies;
  const family = embedFonts ? fontFamily : "sans-serif";
  const sheet = svgDocument(WIDTH, HEIGHT);
  const style = add(sheet, "style", {});
  add(sheet, "rect", { width: WIDTH, height: HEIGHT, fill: palette.paper });
  const text = (content: string, x: number, y: number, size: number, weight: number, fill: string) =>
    add(sheet, "text", { x, y, fill, "font-size": size, "font-weight": weight }, content);

  text(title, MARGIN, 62, TITLE_SIZE, 700, palette.ink);
  if (run.series) {
    const width = run.series.reduce((sum, { name }) => sum + 56 + 8 * name.length, 0);
    addLegend(sheet, run.series, palette, WIDTH - MARGIN - width, 60);
  }
  text(run.parameters, MARGIN, 92, 15, 400, palette.faint);
  sheetBoxes(sources.map(({ svg }) => svg.getBoundingClientRect())).forEach((box, i) => {
    const { title: name, caption } = sources[i];
    add(sheet, "path", { d: `M${box.x} ${box.y}h${box.width}`, stroke: palette.hairline });
    text(name, box.x, box.y + 30, 20, 600, palette.ink);
    const lines = wrap(caption, box.width, `400 15px ${family}`);
    lines.forEach((line, row) => {
      text(line, box.x, box.y + 54 + 20 * row, 15, 400, palette.soft);
    });
    const top = 54 + 20 * lines.length;
    addChart(sheet, sources[i], copies[i], { ...box, y: box.y + top, height: box.height - top });
  });
  style.textContent = await fontStyle(sheet, family, embedFonts);
  const titleBox = { x: MARGIN, y: 62 - TITLE_SIZE, width: 400, height: TITLE_SIZE };
  return {
    markup: new XMLSerializer().serializeToString(sheet),
    width: WIDTH,
    height: HEIGHT,
    title: titleBox,
  };
}
