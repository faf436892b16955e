import type { Axis } from "../../../plot/axis";
import { pointAt, type Series } from "../../../plot/reading";
import type { Scales } from "../../../plot/scales";

/** Number of columns of a sketch, evenly spaced over its steps. */
export const COLUMNS = 60;
/** The sketched value per column; null if there is none yet. */
export type Sketch = readonly (number | null)[];

/** The steps of the run that a sketch covers: after `from`, up to and including `to`. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

export const EMPTY_SKETCH: Sketch = Array.from({ length: COLUMNS }, () => null);

/** Returns the step of a column; the last column is at the end of the range. */
export const stepOf = (column: number, { from, to }: StepRange): number =>
  from + ((column + 1) / COLUMNS) * (to - from);

/** Returns the column nearest to a step. */
export const columnOf = (step: number, { from, to }: StepRange): number =>
  Math.max(0, Math.min(COLUMNS - 1, Math.round(((step - from) / (to - from)) * COLUMNS) - 1));

/** Returns the height of a value on the axis, 0 at its lower end and 1 at its upper one; values beyond are clamped. */
export function shareOf(
  value: number,
  { scale, domain: [low, high] }: Pick<Axis, "scale" | "domain">,
): number {
  const on = (y: number) => (scale === "log" ? Math.log(Math.max(y, low)) : y);
  return Math.max(0, Math.min(1, (on(value) - on(low)) / (on(high) - on(low))));
}

/** Returns the value at a height; the inverse of {@link shareOf} within the axis. */
export function valueAt(
  share: number,
  { scale, domain: [low, high] }: Pick<Axis, "scale" | "domain">,
): number {
  const at = Math.max(0, Math.min(1, share));
  return scale === "log" ? low * (high / low) ** at : low + at * (high - low);
}

/** Returns the sketch with a straight stroke from one column and height to another. */
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

export interface SketchScore {
  /** Number of columns that have both a sketch and an actual value. */
  readonly compared: number;
  /** Mean over columns of 100 points minus 100 times the distance as a share of the plot's height. */
  readonly points: number;
  /** Mean of |log₁₀(sketch / truth)| on a log axis, of |sketch − truth| on a linear one. */
  readonly miss: number;
}

/** Compares a sketch with the actual line. Columns that the line did not reach, or where it is not finite, do not count. */
export function scoreOf(
  sketch: Sketch,
  truth: Pick<Series, "points">,
  range: StepRange,
  axis: Pick<Axis, "scale" | "domain">,
): SketchScore {
  let [compared, height, miss] = [0, 0, 0];
  const floor = (y: number) => (axis.scale === "log" ? Math.max(y, axis.domain[0]) : y);
  sketch.forEach((value, column) => {
    const came = pointAt(truth, stepOf(column, range));
    if (value === null || !came) return;
    compared++;
    height += Math.abs(shareOf(value, axis) - shareOf(came.y, axis));
    miss +=
      axis.scale === "log" ? Math.abs(Math.log10(floor(value) / floor(came.y))) : Math.abs(value - came.y);
  });
  if (compared === 0) return { compared, points: 0, miss: Number.NaN };
  return { compared, points: 100 * (1 - height / compared), miss: miss / compared };
}

/** Returns the sketch as an SVG path in px. */
export function sketchPath(
  sketch: Sketch,
  range: StepRange,
  scales: Pick<Scales, "x" | "y" | "floor">,
): string {
  let path = "";
  let broken = true;
  sketch.forEach((value, column) => {
    if (value !== null) {
      const [x, y] = [scales.x(stepOf(column, range)), scales.y(Math.max(value, scales.floor))];
      path += `${broken ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    }
    broken = value === null;
  });
  return path;
}
