import type { PerLane } from "../../../lanes";
import { formatCount, formatNumber } from "../../../math/number-format";
import type { Point } from "../../../plot/scales";
import type { Stop } from "../../../worker/protocol";

/** Parallel arrays, x ascending. y may hold NaN and ±Infinity, which are shown as such. */
export interface Line {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** The part of a line that can be drawn, and how it ends. */
export interface Curve {
  /** The finite part, x ascending. */
  readonly points: readonly Point[];
  /** Where the line broke off, if it did: its last point, or only the x where nothing finite came before. */
  readonly broken: { readonly x: number; readonly y: number | null; readonly label: string } | null;
  readonly hasZero: boolean;
  /** Smallest positive and largest value; NaN if there is none. */
  readonly low: number;
  readonly high: number;
}

export interface Reading {
  /** The end at which the line begins: gradients come from t = T and travel back to t = 0. */
  readonly from: "left" | "right";
  /** Name of x in “NaN at step 3”. */
  readonly x: "step" | "t =";
}

/** Reads a line from where it begins to its first value that is not finite, where it ends. */
export function readCurve(line: Line, stopped: Stop | null, reading: Reading): Curve {
  const { x, y } = line;
  const points: Point[] = [];
  let bad: { x: number; value: number } | null = null;
  let hasZero = false;
  let low = Number.NaN;
  let high = Number.NaN;
  for (let k = 0; k < y.length; k++) {
    const i = reading.from === "left" ? k : y.length - 1 - k;
    const value = y[i];
    if (!Number.isFinite(value)) {
      bad = { x: x[i], value };
      break;
    }
    points.push({ x: x[i], y: value });
    if (value <= 0) hasZero = true;
    else if (!(value >= low)) low = value;
    if (!(value <= high)) high = value;
  }
  const last = points.at(-1) ?? null;
  if (reading.from === "right") points.reverse();
  if (!bad && !stopped) return { points, broken: null, hasZero, low, high };

  // Of what stopped the lane, this line may have stayed finite.
  const label = bad
    ? `${formatNumber(bad.value)} at ${reading.x} ${formatCount(bad.x)}`
    : `stopped at step ${formatCount(stopped?.step ?? 0)}`;
  const at = bad?.x ?? last?.x ?? stopped?.step ?? 0;
  return { points, broken: { x: at, y: last?.y ?? null, label }, hasZero, low, high };
}

/** Smallest positive and largest of the values and of both curves; NaN are passed over. */
export function extent(curves: PerLane<Curve>, ...values: number[]): readonly [number, number] {
  const all = [curves.a.low, curves.b.low, curves.a.high, curves.b.high, ...values];
  const positive = all.filter((value) => value > 0 && Number.isFinite(value));
  return [Math.min(...positive), Math.max(...positive)];
}
