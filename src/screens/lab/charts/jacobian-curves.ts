import type { PerLane } from "../../../lanes";
import { type Domain, LOWEST_FLOAT64_EXPONENT, wholeDecades } from "../../../plot/axis";
import type { Jacobian } from "../../../worker/protocol";
import type { RawLine } from "./curve";

/** Shows the product ∂h_T/∂h_t itself (“jacobian”), or W and σ′ separately (“split”). */
export type JacobianView = "jacobian" | "split";

export type Measures = Pick<Jacobian, "times" | "whole" | "matrix" | "slopes" | "bounds">;

/** The two lines that a view draws per lane, one heavy and one light. */
export const JACOBIAN_LINES = {
  jacobian: {
    heavy: { name: "largest", of: ({ whole }: Measures) => whole.largest },
    light: { name: "smallest", of: ({ whole }: Measures) => whole.smallest },
    /** Decades that the light lines may add to the axis, relative to those of the heavy lines. */
    lightShare: 0.5,
  },
  split: {
    heavy: { name: "W alone", of: ({ matrix }: Measures) => matrix.largest },
    light: { name: "σ′ alone", of: ({ slopes }: Measures) => slopes.largest },
    lightShare: Number.POSITIVE_INFINITY,
  },
} as const;

const MIN_DRAWN = 10 ** LOWEST_FLOAT64_EXPONENT;

/** Returns 10^log10, clamped to float64; 0 and ∞ only if they are exact. */
const drawn = (log10: number) =>
  Number.isFinite(log10) ? Math.min(Number.MAX_VALUE, Math.max(MIN_DRAWN, 10 ** log10)) : 10 ** log10;

/** Returns a line of the view; empty until there are measures. */
export function jacobianLine(measures: Measures | null, of: (measures: Measures) => Float64Array): RawLine {
  return measures ? { x: measures.times, y: of(measures).map(drawn) } : { x: [], y: [] };
}

/** Returns the reason for a smallest singular value of exactly 0, if a unit's slope σ′ was 0 in one of the factors. */
export const deadUnits = (measures: Measures | null): string | undefined =>
  measures?.slopes.smallest[0] === Number.NEGATIVE_INFINITY ? "dead units" : undefined;

/** Decades that the light lines may always add. */
const MIN_LIGHT_DECADES = 4;

/**
 * Returns a domain that holds the heavy lines fully, and of the light ones, which may fall a hundred decades deeper, as
 * much as leaves the heavy ones legible.
 * @param extent smallest positive and largest value of the heavy lines
 */
export function jacobianDomain(
  view: JacobianView,
  [low, high]: readonly [number, number],
  light: PerLane<RawLine>,
): Domain {
  const top = high > 0 && Number.isFinite(high) ? high : 1;
  const bottom = low > 0 && low <= top ? low : top;
  const decades = Math.max(1, Math.log10(top) - Math.log10(bottom));
  const added = Math.max(MIN_LIGHT_DECADES, JACOBIAN_LINES[view].lightShare * decades);
  const deepest = Math.max(MIN_DRAWN, bottom * 10 ** -added);
  // An exact 0 has no position on a log axis and does not extend it.
  const values = [light.a, light.b]
    .flatMap(({ y }) => Array.from(y))
    .filter((y) => y > 0 && Number.isFinite(y));
  const least = values.reduce((least, value) => Math.min(least, Math.max(value, deepest)), bottom);
  const most = values.reduce((most, value) => Math.max(most, value), top);
  return wholeDecades(least, most, 4, LOWEST_FLOAT64_EXPONENT);
}
