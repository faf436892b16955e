import { textWidth } from "./label-layout";
import type { Point } from "./scales";

/** Places for words in a drawing where no line strikes them and no other words lie. All in px. */

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Obstacles {
  /** Each with x ascending. */
  readonly lines: readonly (readonly Point[])[];
  readonly boxes: readonly Box[];
}

/** A line of words: where it begins, has its middle or ends, its middle height, and the room that it takes. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  /** Degrees by which the words are turned about (x, y), clockwise. */
  readonly angle?: number;
  readonly box: Box;
}

/** Height of a line of words, in em. */
const LINE = 1.1;

export function placeOf(
  text: string,
  x: number,
  y: number,
  anchor: Place["anchor"],
  fontSize: number,
): Place {
  const width = textWidth(text, fontSize);
  const left = x - { start: 0, middle: width / 2, end: width }[anchor];
  const half = (LINE * fontSize) / 2;
  return { x, y, anchor, box: { left, right: left + width, top: y - half, bottom: y + half } };
}

export const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Whether the line through the points, x ascending, enters the box. */
export function strikes(points: readonly Point[], { left, right, top, bottom }: Box): boolean {
  for (let i = 0; i < points.length; i++) {
    const from = points[i];
    const to = points[i + 1] ?? from;
    if (to.x < left) continue;
    if (from.x > right) return false;
    const slope = to.x > from.x ? (to.y - from.y) / (to.x - from.x) : 0;
    const start = from.y + slope * (Math.max(left, from.x) - from.x);
    const end = to.x > from.x ? from.y + slope * (Math.min(right, to.x) - from.x) : to.y;
    if (Math.max(start, end) > top && Math.min(start, end) < bottom) return true;
  }
  return false;
}

export const isClear = (box: Box, { lines, boxes }: Obstacles): boolean =>
  !boxes.some((other) => overlap(box, other)) && !lines.some((line) => strikes(line, box));

/** The first place that is clear; else the first that covers no other words, else the first of all. */
export function firstClear<T extends { readonly box: Box }>(
  places: readonly T[],
  obstacles: Obstacles,
): T | undefined {
  return (
    places.find(({ box }) => isClear(box, obstacles)) ??
    places.find(({ box }) => isClear(box, { lines: [], boxes: obstacles.boxes })) ??
    places[0]
  );
}

/** How far a name may stand above or below what it names, in em: a little at first, then as far as it must. */
const OFFSETS = [0, 0.8, 1.3, 1.8, 2.4, 3, 4, 5, 6].flatMap((em) => (em === 0 ? [0] : [-em, em]));
/** How much farther aside, in em, beyond a line that passes close by. */
const ASIDE = [0, 2.5, 5];

/** Places for a name beside a point, the nearest first, to its right before its left, within the bounds. */
export function placesBeside(
  text: string,
  { x, y }: Point,
  gap: number,
  fontSize: number,
  bounds: Box,
): Place[] {
  const half = (LINE * fontSize) / 2;
  return ASIDE.flatMap((aside) => {
    const away = gap + aside * fontSize;
    return OFFSETS.flatMap((em) => {
      const height = Math.min(bounds.bottom - half, Math.max(bounds.top + half, y + em * fontSize));
      return [
        placeOf(text, x + away, height, "start", fontSize),
        placeOf(text, x - away, height, "end", fontSize),
      ];
    });
  }).filter(({ box }) => box.left >= bounds.left && box.right <= bounds.right);
}
