import { formatCount, formatNumber } from "../../../math/number-format";
import { type LaneCurve, readCurve } from "./curve";
import type { StateName } from "./state-name";

/**
 * ‖∂L_T/∂h_t‖ relative to its value at t = T (“relative”), ‖∂L_T/∂h_t‖ (“last”), or ‖∂L/∂h_t‖ (“whole”), of an LSTM with the
 * whole state (h, c) in place of h; ‖∂L_T/∂h_t‖ and ‖∂L_T/∂c_t‖ of each part of an LSTM’s state (“h”, “c”).
 */
export type ThroughTimeView = "relative" | "last" | "whole" | "h" | "c";

const READING = { from: "right", x: "t =" } as const;

const SYMBOLS: Readonly<Record<ThroughTimeView, (state: StateName) => string>> = {
  relative: (state) => `‖∂L_T/∂${state}_t‖ ÷ ‖∂L_T/∂${state}_T‖`,
  last: (state) => `‖∂L_T/∂${state}_t‖`,
  whole: (state) => `‖∂L/∂${state}_t‖`,
  h: () => "‖∂L_T/∂h_t‖, h alone",
  c: () => "‖∂L_T/∂c_t‖, c alone",
};

/** The symbol of the norms of a view. */
export const gradientSymbol = (view: ThroughTimeView, state: StateName): string => SYMBOLS[view](state);

/** Returns 0 … T. */
export const timesOf = (norms: ArrayLike<number>): number[] => Array.from(norms, (_, t) => t);

/** Returns norms[t] / norms[T] for t = 0 … T; all NaN if norms[T] is 0 or not finite. */
export function relativeToEnd(norms: ArrayLike<number>): Float64Array {
  const end = norms[norms.length - 1];
  return Float64Array.from(norms, (norm) => (Number.isFinite(end) && end > 0 ? norm / end : Number.NaN));
}

/** Returns the norms that a view shows, for t = 0 … T. */
export const shownNorms = (norms: ArrayLike<number>, view: ThroughTimeView) =>
  view === "relative" ? relativeToEnd(norms) : norms;

/**
 * Returns the curve of a view, from t = T back to t = 0 or to the first value that is not finite. The training step at
 * which a lane stopped is not marked, because the axis shows time steps. In the relative view a lane whose gradient at
 * t = T is 0 or not finite has no line, and that value is written instead.
 */
export function gradientCurve(norms: ArrayLike<number>, view: ThroughTimeView): LaneCurve {
  const curve = readCurve({ x: timesOf(norms), y: shownNorms(norms, view) }, null, READING);
  const end = norms.length - 1;
  if (view !== "relative" || curve.points.length > 0 || end < 0) return curve;
  const label = `${formatNumber(norms[end])} at t = ${formatCount(end)}`;
  return { ...curve, broken: { x: end, y: null, label } };
}
