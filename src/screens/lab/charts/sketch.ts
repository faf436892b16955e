import type { Axis } from "../../../plot/axis";
import { pointAt, type Series } from "../../../plot/reading";
import type { Scales } from "../../../plot/scales";

/** Places between the first and the last step of a stretch at which a sketch has a value, or none yet. */
export const COLUMNS = 60;
export type Sketch = readonly (number | null)[];

/** The steps of the run that a sketch is about: after `from`, up to `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const EMPTY: Sketch = Array.from({ length: COLUMNS }, () => null);

/** Step at which a column lies; the last one lies at the stretch's end. */
export const stepOf = (column: number, { from, to }: Stretch): number =>
  from + ((column + 1) / COLUMNS) * (to - from);

/** The column nearest to a step. */
export const columnOf = (step: number, { from, to }: Stretch): number =>
  Math.max(0, Math.min(COLUMNS - 1, Math.round(((step - from) / (to - from)) * COLUMNS) - 1));

/** Height of a value on the axis, 0 at its lower end and 1 at its upper one; values beyond lie at the ends. */
export function shareOf(
  value: number,
  { scale, domain: [low, high] }: Pick<Axis, "scale" | "domain">,
): number {
  const on = (y: number) => (scale === "log" ? Math.log(Math.max(y, low)) : y);
  return Math.max(0, Math.min(1, (on(value) - on(low)) / (on(high) - on(low))));
}

/** The value at a height; the inverse of {@link shareOf} within the axis. */
export function valueAt(
  share: number,
  { scale, domain: [low, high] }: Pick<Axis, "scale" | "domain">,
): number {
  const at = Math.max(0, Math.min(1, share));
  return scale === "log" ? low * (high / low) ** at : low + at * (high - low);
}

/** The sketch with a stroke from one column and height to another, straight on the axis. */
export function withStroke(
  sketch: Sketch,
  start: { readonly column: number; readonly share: number },
  end: { readonly column: number; readonly share: number },
  axis: Pick<Axis, "scale" | "domain">,
): Sketch {
  const next = [...sketch];
  const across = Math.abs(end.column - start.column);
  const way = Math.sign(end.column - start.column);
  for (let i = 0; i <= across; i++) {
    const share = across === 0 ? end.share : start.share + (i / across) * (end.share - start.share);
    next[start.column + i * way] = valueAt(share, axis);
  }
  return next;
}

export interface Score {
  /** Columns that were sketched and came true, one way or another. */
  readonly compared: number;
  /** 100 where sketch and truth are one, 0 where the plot's whole height lies between them; the mean over columns. */
  readonly points: number;
  /** Mean of |log₁₀(sketch / truth)| on a log axis, of |sketch − truth| on a linear one. */
  readonly miss: number;
}

/** Compares a sketch with what came. Columns that the curve did not reach, or where it was not finite, do not count. */
export function scoreOf(
  sketch: Sketch,
  truth: Pick<Series, "points">,
  stretch: Stretch,
  axis: Pick<Axis, "scale" | "domain">,
): Score {
  let [compared, height, miss] = [0, 0, 0];
  const floor = (y: number) => (axis.scale === "log" ? Math.max(y, axis.domain[0]) : y);
  sketch.forEach((value, column) => {
    const came = pointAt(truth, stepOf(column, stretch));
    if (value === null || !came) return;
    compared++;
    height += Math.abs(shareOf(value, axis) - shareOf(came.y, axis));
    miss +=
      axis.scale === "log" ? Math.abs(Math.log10(floor(value) / floor(came.y))) : Math.abs(value - came.y);
  });
  if (compared === 0) return { compared, points: 0, miss: Number.NaN };
  return { compared, points: 100 * (1 - height / compared), miss: miss / compared };
}

/** The sketch as a path in px. */
export function sketchPath(
  sketch: Sketch,
  stretch: Stretch,
  scales: Pick<Scales, "x" | "y" | "floor">,
): string {
  let path = "";
  let broken = true;
  sketch.forEach((value, column) => {
    if (value !== null) {
      const [x, y] = [scales.x(stepOf(column, stretch)), scales.y(Math.max(value, scales.floor))];
      path += `${broken ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    }
    broken = value === null;
  });
  return path;
}
