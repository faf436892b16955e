import { formatCount, formatNumber } from "../../../math/number-format";
import { type Curve, readCurve } from "./curve";

/** ‖∂L_T/∂h_t‖ as a share of its value at t = T, as it is, or ‖∂L/∂h_t‖. */
export type ThroughTimeView = "relative" | "last" | "whole";

const READING = { from: "right", x: "t =" } as const;

export const GRADIENT_SYMBOLS: Readonly<Record<ThroughTimeView, string>> = {
  relative: "‖∂L_T/∂h_t‖ ÷ ‖∂L_T/∂h_T‖",
  last: "‖∂L_T/∂h_t‖",
  whole: "‖∂L/∂h_t‖",
};

export const timesOf = (norms: ArrayLike<number>): number[] => Array.from(norms, (_, t) => t);

/** norms[t] / norms[T] for t = 0 … T; NaN throughout where that says nothing: norms[T] is 0 or not finite. */
export function relativeToEnd(norms: ArrayLike<number>): Float64Array {
  const end = norms[norms.length - 1];
  return Float64Array.from(norms, (norm) => (Number.isFinite(end) && end > 0 ? norm / end : Number.NaN));
}

/** The norms as a view shows them, for t = 0 … T. */
export const shownNorms = (norms: ArrayLike<number>, view: ThroughTimeView) =>
  view === "relative" ? relativeToEnd(norms) : norms;

/**
 * The line of a view, from t = T back to t = 0 or to where it is no longer a number. At which step a lane stopped is
 * not marked on it: its axis is one of time steps. In the relative view nothing is drawn of a lane whose gradient
 * at t = T is 0 or not finite, and that value is given in its place.
 */
export function gradientCurve(norms: ArrayLike<number>, view: ThroughTimeView): Curve {
  const curve = readCurve({ x: timesOf(norms), y: shownNorms(norms, view) }, null, READING);
  const end = norms.length - 1;
  if (view !== "relative" || curve.points.length > 0 || end < 0) return curve;
  const label = `${formatNumber(norms[end])} at t = ${formatCount(end)}`;
  return { ...curve, broken: { x: end, y: null, label } };
}
