import { fontStyle, type Picture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";
import { add, addChart, addLegend, svgDocument, wrap } from "./svg-drawing";
import { themedCopy } from "./themed-copy";

const [WIDTH, HEIGHT] = [1920, 1080];
const MARGIN = 48;
const TITLE_SIZE = 30;
const HEAD = 118;
const GAP = 36;
/** Most charts in the first row; the first of them is twice as wide. */
const FIRST_ROW = 2;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where each of `count` charts stands. */
function boxes(count: number): Box[] {
  const rows = count > FIRST_ROW ? [FIRST_ROW, count - FIRST_ROW] : [count];
  const height = (HEIGHT - HEAD - MARGIN - (rows.length - 1) * GAP) / rows.length;
  return rows.flatMap((inRow, row) => {
    const y = HEAD + row * (height + GAP);
    const columns = rows.length === 1 ? inRow : 3;
    const column = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns;
    let x = MARGIN;
    return Array.from({ length: inRow }, (_, i) => {
      // Two charts over three: the first is as wide as two of those.
      const width = columns > inRow && i === 0 ? 2 * column + GAP : column;
      const box = { x, y, width, height };
      x += box.width + GAP;
      return box;
    });
  });
}

/** All charts on one sheet of 1920 × 1080, with the run's parameters. @throws Error when there is no chart */
export async function drawBoard(
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
  const board = svgDocument(WIDTH, HEIGHT);
  const style = add(board, "style", {});
  add(board, "rect", { width: WIDTH, height: HEIGHT, fill: palette.paper });
  const text = (content: string, x: number, y: number, size: number, weight: number, fill: string) =>
    add(board, "text", { x, y, fill, "font-size": size, "font-weight": weight }, content);

  text(title, MARGIN, 62, TITLE_SIZE, 700, palette.ink);
  if (run.series) {
    const width = run.series.reduce((sum, { name }) => sum + 56 + 8 * name.length, 0);
    addLegend(board, run.series, palette, WIDTH - MARGIN - width, 60);
  }
  text(run.parameters, MARGIN, 92, 15, 400, palette.faint);
  boxes(sources.length).forEach((box, i) => {
    const { title: name, caption } = sources[i];
    add(board, "path", { d: `M${box.x} ${box.y}h${box.width}`, stroke: palette.hairline });
    text(name, box.x, box.y + 30, 20, 600, palette.ink);
    const lines = wrap(caption, box.width, `400 15px ${family}`);
    lines.forEach((line, row) => {
      text(line, box.x, box.y + 54 + 20 * row, 15, 400, palette.soft);
    });
    const top = 54 + 20 * lines.length;
    addChart(board, sources[i], copies[i], { ...box, y: box.y + top, height: box.height - top });
  });
  style.textContent = await fontStyle(board, family, embedFonts);
  const titleBox = { x: MARGIN, y: 62 - TITLE_SIZE, width: 400, height: TITLE_SIZE };
  return {
    markup: new XMLSerializer().serializeToString(board),
    width: WIDTH,
    height: HEIGHT,
    title: titleBox,
  };
}
