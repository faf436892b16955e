import type { Look } from "./look";
import { type Point, placed, type Scales } from "./scales";

/** A series whose values can be read. */
export interface Series {
  readonly key: string;
  readonly name: string;
  readonly look: Look;
  /** x ascending, all finite. */
  readonly points: readonly Point[];
}

/** Index of the entry of an ascending sequence that is nearest to x; −1 if it is empty. */
export function nearestIndex(ascending: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = ascending.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= x) low = middle;
    else high = middle;
  }
  return x - ascending[low] <= ascending[high] - x ? low : high;
}

/** Every x at which one of the series has a point, ascending. */
export function abscissas(series: readonly Pick<Series, "points">[]): Float64Array {
  return Float64Array.from(new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))).sort();
}

/** The series' point nearest to x, or undefined where the series does not reach. */
export function pointAt({ points }: Pick<Series, "points">, x: number): Point | undefined {
  if (points.length === 0 || x < points[0].x || x > points[points.length - 1].x) return undefined;
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle].x <= x) low = middle;
    else high = middle;
  }
  return x - points[low].x <= points[high].x - x ? points[low] : points[high];
}

/** The series that passes within `reach` px of the height y at x, if one does; the nearest of several. */
export function seriesNear(
  series: readonly Pick<Series, "key" | "points">[],
  scales: Scales,
  x: number,
  y: number,
  reach: number,
): string | null {
  const distances = series
    .flatMap((each) => {
      const point = pointAt(each, x);
      if (!point) return [];
      const height = Math.min(scales.bottom, Math.max(scales.top, placed(point, scales).y));
      return [{ key: each.key, distance: Math.abs(height - y) }];
    })
    .sort((one, other) => one.distance - other.distance);
  return distances[0]?.distance <= reach ? distances[0].key : null;
}
