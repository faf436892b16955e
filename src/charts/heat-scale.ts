import type { PerLane } from "../lanes";
import { type Domain, wholeDecades } from "./log-axis";
import type { HeatMapProps } from "./props";

/** Deepest decades below the greatest value that have a colour of their own. */
const DEPTH = 20;

/** The decades that the colours stand for: from the greatest value down, to the least or to `DEPTH` decades below. */
export function heatDomain({ a, b }: HeatMapProps["lanes"]): Domain {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const { norms } of [...a, ...b]) {
    for (let t = 0; t < norms.length; t++) {
      if (!(norms[t] > 0) || !Number.isFinite(norms[t])) continue;
      least = Math.min(least, norms[t]);
      most = Math.max(most, norms[t]);
    }
  }
  return wholeDecades(Math.max(least, most / 10 ** DEPTH), most, 3);
}

/** Place of a value among `count` colours: 0 for all that is too small, the last for all that is too great. */
export function heatIndex(value: number, [low, high]: Domain, count: number): number {
  if (!(value > 0)) return 0;
  const share = Math.log(value / low) / Math.log(high / low);
  return Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
}

/** `count` colours, evenly between the stops in sRGB, each as the four bytes red, green, blue, opacity. */
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

/** The stops as the style sheet has them. */
export const heatStops = (): string[] =>
  getComputedStyle(document.documentElement)
    .getPropertyValue("--heat")
    .split(",")
    .map((stop) => stop.trim());

/** Of snapshots in the order of their steps, the index of the one that holds at the step; −1 before the first. */
export function snapshotAt(snapshots: readonly { readonly step: number }[], step: number): number {
  let low = -1;
  let high = snapshots.length - 1;
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    if (snapshots[middle].step <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The picture of a lane: `width` columns over the steps 0 … end, T + 1 rows with t = T on top. A column shows the newest
 * snapshot at its left edge; what is not finite, and what is not yet known, stays transparent.
 */
export function heatPixels(
  snapshots: HeatMapProps["lanes"]["a"],
  { width, rows, end, domain, colours }: HeatPicture,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * width * rows);
  const count = colours.length / 4;
  const last = snapshots.at(-1)?.step ?? -1;
  let drawn = -1;
  for (let column = 0; column < width; column++) {
    const step = (column / width) * end;
    const index = step > last + end / width ? -1 : snapshotAt(snapshots, step);
    if (index < 0) continue;
    const { norms } = snapshots[index];
    for (let t = 0; t < norms.length && t < rows; t++) {
      const at = 4 * ((rows - 1 - t) * width + column);
      // The same snapshot as to the left: the same colours.
      if (index === drawn) pixels.copyWithin(at, at - 4, at);
      else if (Number.isFinite(norms[t])) {
        const colour = 4 * heatIndex(norms[t], domain, count);
        pixels.set(colours.subarray(colour, colour + 4), at);
      }
    }
    drawn = index;
  }
  return pixels;
}

interface HeatPicture {
  readonly width: number;
  readonly rows: number;
  /** Step at the right edge. */
  readonly end: number;
  readonly domain: Domain;
  readonly colours: Uint8ClampedArray;
}

/** Rows of the picture: T + 1. */
export const heatRows = ({ a, b }: PerLane<readonly { readonly norms: ArrayLike<number> }[]>): number =>
  Math.max(1, a.at(-1)?.norms.length ?? 0, b.at(-1)?.norms.length ?? 0);
