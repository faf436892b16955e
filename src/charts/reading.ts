import type { LaneKey, PerLane } from "../lanes";
import type { Curve, Point } from "./curve";
import { LANES } from "./lanes";
import type { PlotArea } from "./plot-area";

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

/** Every x at which either curve has a point, ascending. */
export function abscissas({ a, b }: PerLane<Curve>): Float64Array {
  return Float64Array.from(new Set([...a.points, ...b.points].map(({ x }) => x))).sort();
}

/** The curve's point nearest to x, or undefined where the curve does not reach. */
export function pointAt({ points }: Curve, x: number): Point | undefined {
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

/** The lane whose curve passes within `reach` px of the height y at x, if one does; the nearer of two. */
export function laneNear(
  curves: PerLane<Curve>,
  area: PlotArea,
  x: number,
  y: number,
  reach: number,
): LaneKey | null {
  const distances = LANES.flatMap(({ key }) => {
    const point = pointAt(curves[key], x);
    if (!point) return [];
    const height = Math.min(area.bottom, Math.max(area.top, area.y(point.y)));
    return [{ key, distance: Math.abs(height - y) }];
  }).sort((one, other) => one.distance - other.distance);
  return distances[0]?.distance <= reach ? distances[0].key : null;
}
