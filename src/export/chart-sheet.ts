import { fontStyle, type Picture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";
import { add, addChart, addLegend, svgDocument, wrap } from "./svg-drawing";
import { themedCopy } from "./themed-copy";

const [WIDTH, HEIGHT] = [1920, 1080];
const MARGIN = 48;
const TITLE_SIZE = 30;
const HEAD = 118;
const GAP = 36;
/** Columns of a sheet with more than two charts; the first of them is as wide as two. */
const COLUMNS = 3;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The boxes of `count` charts on the sheet. */
function boxes(count: number): Box[] {
  const columns = count > 2 ? COLUMNS : count;
  const first = count > 2 ? 2 : 1;
  const rows = Math.ceil((count - 1 + first) / columns);
  const height = (HEIGHT - HEAD - MARGIN - (rows - 1) * GAP) / rows;
  const column = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns;
  return Array.from({ length: count }, (_, i) => {
    const place = i === 0 ? 0 : i - 1 + first;
    return {
      x: MARGIN + (place % columns) * (column + GAP),
      y: HEAD + Math.floor(place / columns) * (height + GAP),
      width: i === 0 ? first * column + (first - 1) * GAP : column,
      height,
    };
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
  boxes(sources.length).forEach((box, i) => {
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
