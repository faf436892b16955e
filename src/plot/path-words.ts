import type { Words } from "./labels";
import { SMALL } from "./look";
import type { Mark } from "./mark";
import { type Box, overlap, type Place, placeOf } from "./places";
import { type Point, placed, type Scales } from "./scales";

/** Words beside a path in a plane. */
interface PathWords extends Pick<Words, "text" | "ink" | "bold" | "series"> {
  /** The points of the path. */
  readonly path: readonly Point[];
  /** Whether they are omitted if no place is clear. */
  readonly optional?: boolean;
  /** Returns the places to try, in px, the best first. */
  places(scales: Scales, fontSize: number): readonly Place[];
}

/** Radius around both ends of the path that words keep clear of, in em. */
const ENDS = 0.45;

/** Words at the first of some places that overlaps neither the path nor other words; else at the first free of words. */
export const pathWords = ({ path, optional, places, ...looks }: PathWords): Mark => ({
  key: `words ${looks.text}`,
  draw: () => null,
  words: (scales) => [
    {
      ...looks,
      size: SMALL,
      place({ boxes }) {
        const points = path.map((point) => placed(point, scales));
        const reach = ENDS * scales.fontSize;
        const ends = [points[0], points[points.length - 1]].map(({ x, y }) => ({
          left: x - reach,
          right: x + reach,
          top: y - reach,
          bottom: y + reach,
        }));
        const isFree = (box: Box, others: readonly Box[]) => !others.some((other) => overlap(box, other));
        const inside = places(scales, scales.fontSize * SMALL).filter(
          ({ box }) =>
            box.left >= 0 && box.right <= scales.width && box.top >= 0 && box.bottom <= scales.height,
        );
        return (
          inside.find(({ box }) => isFree(box, [...boxes, ...ends]) && !crosses(points, box)) ??
          inside.find(({ box }) => isFree(box, [...boxes, ...ends])) ??
          (optional ? undefined : inside[0])
        );
      },
    },
  ],
});

/** Returns the places around a point for its name. */
export function placesAround(text: string, at: Point, scales: Scales, fontSize: number): readonly Place[] {
  const { x, y } = placed(at, scales);
  const em = scales.fontSize;
  return [
    placeOf(text, x + 0.65 * em, y - 0.55 * em, "start", fontSize),
    placeOf(text, x - 0.65 * em, y - 0.55 * em, "end", fontSize),
    placeOf(text, x + 0.65 * em, y + 0.65 * em, "start", fontSize),
    placeOf(text, x - 0.65 * em, y + 0.65 * em, "end", fontSize),
    placeOf(text, x, y - 1.1 * em, "middle", fontSize),
    placeOf(text, x, y + 1.15 * em, "middle", fontSize),
  ];
}

/** Places along an axis that are tried after its ends, from 0 at the left or the bottom to 1. */
const INNER = [0.8, 0.2, 0.7, 0.3];

/** Returns the places along an axis through 0 for its name, those at its ends first. */
export function placesAtAxis(
  text: string,
  axis: "x" | "y",
  scales: Scales,
  fontSize: number,
): readonly Place[] {
  const { left, right, top, bottom, fontSize: em } = scales;
  const { x, y } = placed({ x: 0, y: 0 }, scales);
  if (axis === "x") {
    const beside = [y - 0.8 * em, y + 0.8 * em];
    return [
      ...beside.map((at) => placeOf(text, right, at, "end", fontSize)),
      ...beside.map((at) => placeOf(text, left, at, "start", fontSize)),
      ...INNER.flatMap((share) =>
        beside.map((at) => placeOf(text, left + share * (right - left), at, "middle", fontSize)),
      ),
    ];
  }
  const inner = INNER.map((share) => bottom - share * (bottom - top));
  return [top + 0.5 * em, bottom - 0.5 * em, ...inner].flatMap((at) => [
    placeOf(text, x + 0.5 * em, at, "start", fontSize),
    placeOf(text, x - 0.5 * em, at, "end", fontSize),
  ]);
}

/** Whether a path, in px, enters a box. */
export const crosses = (path: readonly Point[], box: Box): boolean =>
  path.slice(1).some((to, i) => enters(path[i], to, box));

/** Whether the straight line from one point to another enters a box. */
function enters(from: Point, to: Point, { left, right, top, bottom }: Box): boolean {
  // The part of the line that is inside, from 0 to 1, cut by two sides at a time.
  let [start, end] = [0, 1];
  for (const [at, length, low, high] of [
    [from.x, to.x - from.x, left, right],
    [from.y, to.y - from.y, top, bottom],
  ]) {
    if (length === 0 && (at <= low || at >= high)) return false;
    if (length === 0) continue;
    const cuts = [(low - at) / length, (high - at) / length];
    start = Math.max(start, Math.min(...cuts));
    end = Math.min(end, Math.max(...cuts));
  }
  return start < end;
}
