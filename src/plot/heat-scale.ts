import { type Domain, wholeDecades } from "./axis";

/** A column of a heat map: the values at one x, from the bottom up. */
export interface HeatColumn {
  readonly x: number;
  readonly values: ArrayLike<number>;
}

/** Places of the columns and rows of heat maps that share their scales. */
export interface HeatGrid {
  readonly rows: number;
  /** x at the right edge; that of the last column if columns are cells. */
  readonly end: number;
  /**
   * If columns are cells of width 1 around their x: that of the first. Absent if a column reaches from its x to the next,
   * and the left edge is 0.
   */
  readonly firstCell?: number;
  /** y of the lowest row, and the distance between rows; 0 and 1 if absent. */
  readonly rowScale?: { readonly first: number; readonly every: number };
}

/** Returns x at the left and at the right edge of a heat map. */
export const heatEdges = ({ end, firstCell }: HeatGrid): readonly [number, number] =>
  firstCell === undefined ? [0, end] : [firstCell - 0.5, end + 0.5];

/** Returns y of a row. */
export const yOfRow = ({ rowScale: { first, every } = { first: 0, every: 1 } }: HeatGrid, row: number) =>
  first + every * row;

/** Returns the row at y, counted from 0 at the bottom; between two rows it is not whole. */
export const rowOfY = ({ rowScale: { first, every } = { first: 0, every: 1 } }: HeatGrid, y: number) =>
  (y - first) / every;

/** Number of decades below the largest value that have distinct colours. */
const DEPTH = 20;

/** Returns the domain of the colours: from the largest value down to the smallest, at most `DEPTH` decades. */
export function heatDomain(columns: readonly HeatColumn[]): Domain {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const { values } of columns) {
    for (let i = 0; i < values.length; i++) {
      if (!(values[i] > 0) || !Number.isFinite(values[i])) continue;
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
  }
  return wholeDecades(Math.max(least, most / 10 ** DEPTH), most, 3);
}

/** Returns the index of a value among `count` colours; values outside the domain get the first or the last. */
export function heatIndex(value: number, [low, high]: Domain, count: number): number {
  if (!(value > 0)) return 0;
  const share = Math.log(value / low) / Math.log(high / low);
  return Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
}

/** Interpolates `count` colours evenly between the stops in sRGB; four bytes per colour: red, green, blue, opacity. */
export function heatColours(stops: readonly string[], count = 256): Uint8ClampedArray {
  const rgb = stops.map((stop) => [1, 3, 5].map((at) => Number.parseInt(stop.slice(at, at + 2), 16)));
  const colours = new Uint8ClampedArray(4 * count);
  for (let i = 0; i < count; i++) {
    const place = (i / (count - 1)) * (rgb.length - 1);
    const below = Math.min(rgb.length - 2, Math.floor(place));
    for (let c = 0; c < 3; c++) {
      colours[4 * i + c] = rgb[below][c] + (place - below) * (rgb[below + 1][c] - rgb[below][c]);
    }
    colours[4 * i + 3] = 255;
  }
  return colours;
}

/** Returns the colour stops in a variable of the style sheet, as an element has them; by default as the page has. */
export const heatStops = (variable = "--heat", element?: Element | null): string[] =>
  getComputedStyle(element ?? document.documentElement)
    .getPropertyValue(variable)
    .split(",")
    .map((stop) => stop.trim());

/** Returns the index of the column under x; −1 if there is none. */
export const columnUnder = (
  columns: readonly Pick<HeatColumn, "x">[],
  { firstCell }: HeatGrid,
  x: number,
): number => columnAt(columns, firstCell === undefined ? x : x + 0.5);

/** Returns the index of the last column at or before x (columns ascending in x); −1 if there is none. */
export function columnAt(columns: readonly Pick<HeatColumn, "x">[], x: number): number {
  let low = -1;
  let high = columns.length - 1;
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    if (columns[middle].x <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface HeatPicture extends HeatGrid {
  /** Columns of pixels. */
  readonly width: number;
  readonly domain: Domain;
  readonly colours: Uint8ClampedArray;
}

/**
 * Draws a heat map as `width` columns of pixels, the first value of a column at the bottom. A column of pixels shows the
 * column under its left edge; values that are not finite or not yet known are transparent.
 */
export function heatPixels(
  columns: readonly HeatColumn[],
  { width, domain, colours, ...grid }: HeatPicture,
): Uint8ClampedArray<ArrayBuffer> {
  const { rows, firstCell } = grid;
  const [left, right] = heatEdges(grid);
  const pixel = (right - left) / width;
  const pixels = new Uint8ClampedArray(4 * width * rows);
  const count = colours.length / 4;
  // A cell has its own width; another last column is one pixel wide.
  const last = (columns.at(-1)?.x ?? -1) + (firstCell === undefined ? pixel : 1);
  let drawn = -1;
  for (let column = 0; column < width; column++) {
    const x = left + column * pixel;
    const index = x > last ? -1 : columnUnder(columns, grid, x);
    if (index < 0) continue;
    const { values } = columns[index];
    for (let row = 0; row < values.length && row < rows; row++) {
      const at = 4 * ((rows - 1 - row) * width + column);
      // The same column as the pixel to the left: copy its colours.
      if (index === drawn) pixels.copyWithin(at, at - 4, at);
      else if (Number.isFinite(values[row])) {
        const colour = 4 * heatIndex(values[row], domain, count);
        pixels.set(colours.subarray(colour, colour + 4), at);
      }
    }
    drawn = index;
  }
  return pixels;
}
