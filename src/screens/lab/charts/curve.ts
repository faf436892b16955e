import type { PerLane } from "../../../lanes";
import { formatCount, formatNumber } from "../../../math/number-format";
import type { Point } from "../../../plot/scales";
import type { Stop } from "../../../worker/protocol";

/** Parallel arrays, ascending in x. y may contain NaN and ±Infinity. */
export interface RawLine {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** The finite part of a lane's line, and how it ends. */
export interface LaneCurve {
  /** The finite part, ascending in x. */
  readonly points: readonly Point[];
  /** End of a line that breaks off: its last finite point, or only x if there is none. */
  readonly broken: { readonly x: number; readonly y: number | null; readonly label: string } | null;
  readonly hasZero: boolean;
  /** Smallest positive and largest value; NaN if there is none. */
  readonly low: number;
  readonly high: number;
}

export interface Reading {
  /** End at which the line begins: gradients start at t = T and are propagated back to t = 0. */
  readonly from: "left" | "right";
  /** Name of x in words such as “NaN at step 3”. */
  readonly x: "step" | "t =";
}

/** Reads a line from its beginning to its first value that is not finite. */
export function readCurve(line: RawLine, stopped: Stop | null, reading: Reading): LaneCurve {
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

  // The lane may have been stopped by another quantity while this line stayed finite.
  const label = bad
    ? `${formatNumber(bad.value)} at ${reading.x} ${formatCount(bad.x)}`
    : `stopped at step ${formatCount(stopped?.step ?? 0)}`;
  const at = bad?.x ?? last?.x ?? stopped?.step ?? 0;
  return { points, broken: { x: at, y: last?.y ?? null, label }, hasZero, low, high };
}

/** Returns the smallest positive and the largest of the values and of both curves, ignoring NaN. */
export function extent(curves: PerLane<LaneCurve>, ...values: number[]): readonly [number, number] {
  const all = [curves.a.low, curves.b.low, curves.a.high, curves.b.high, ...values];
  const positive = all.filter((value) => value > 0 && Number.isFinite(value));
  return [Math.min(...positive), Math.max(...positive)];
}
