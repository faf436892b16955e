import { textWidth } from "./label-layout";
import { isClear, type Obstacles, type Place, placeOf } from "./places";
import type { Scales } from "./scales";

/** A straight line across the plot: its heights at the two sides, px. */
export interface Edge {
  readonly left: number;
  readonly right: number;
}

/** Pieces that slanting words are taken apart into, to see whether something lies in their way. */
const PIECES = 12;

/**
 * Where in a band words have room and nothing passes: along the upper edge where that is in sight, else level, at the
 * left; undefined where there is no such place.
 * @param size of the words, in em
 */
export function placeAlong(
  text: string,
  upper: Edge,
  lower: Edge | undefined,
  taken: Obstacles,
  scales: Scales,
  size: number,
): Place | undefined {
  const fontSize = scales.fontSize * size;
  const width = scales.right - scales.left;
  const length = textWidth(text, fontSize);
  const at = ({ left, right }: Edge, x: number) => left + ((right - left) * x) / width;
  const floor = (x: number) => (lower ? Math.min(scales.bottom, at(lower, x)) : scales.bottom);
  /** Whether nothing lies in the way of words that begin at (x, y) and rise by `slope`. */
  const clear = (x: number, y: number, slope: number) =>
    Array.from({ length: PIECES }, (_, i) => x + ((i + 0.5) * length) / PIECES / Math.hypot(1, slope)).every(
      (middle) => {
        const { box } = placeOf("", 0, y + slope * (middle - x), "start", fontSize * 1.2);
        const half = length / PIECES / 2 + 2;
        const left = scales.left + middle;
        return isClear({ ...box, left: left - half, right: left + half }, taken);
      },
    );
  const place = (x: number, y: number, slope: number): Place => ({
    ...placeOf(text, scales.left + x, y, "start", fontSize),
    ...(slope !== 0 && { angle: (Math.atan(slope) * 180) / Math.PI }),
  });

  const slope = (upper.right - upper.left) / width;
  // The edge enters the plot where it crosses the top, if it does.
  const start = Math.max(0, upper.left < scales.top ? (scales.top - upper.left) / slope : 0) + width * 0.05;
  const end = start + length / Math.hypot(1, slope);
  const inside =
    end < width * 0.9 &&
    at(upper, end) < scales.bottom - fontSize &&
    at(upper, start) < scales.bottom - 3 * fontSize;
  const below = at(upper, start) + fontSize;
  const room = floor(end) - at(upper, end) > 2.6 * fontSize && Math.abs(slope) <= 1.2;
  if (inside && room && clear(start, below, slope)) return place(start, below, slope);

  if (!lower) return undefined;
  const [from, to] = [fontSize, fontSize + length];
  if (to > width * 0.9) return undefined;
  for (let y = scales.top + 2 * fontSize; y < scales.bottom - fontSize; y += fontSize / 2) {
    const within =
      Math.max(at(upper, from), at(upper, to)) < y - fontSize &&
      Math.min(floor(from), floor(to)) > y + fontSize / 2;
    if (within && clear(from, y, 0)) return place(from, y, 0);
  }
  return undefined;
}
