import type { PerLane } from "../../../lanes";
import { type Domain, LOWEST_FLOAT64_EXPONENT, wholeDecades } from "../../../plot/axis";
import type { Jacobian } from "../../../worker/protocol";
import type { Line } from "./curve";

/** The product ∂h_T/∂h_t itself, or W and σ′ each alone. */
export type JacobianView = "jacobian" | "split";

export type Measures = Pick<Jacobian, "times" | "whole" | "matrix" | "slopes" | "bounds">;

/** What a view draws of each lane: one line heavy, one light. */
export const JACOBIAN_LINES = {
  jacobian: {
    heavy: { name: "largest", of: ({ whole }: Measures) => whole.largest },
    light: { name: "smallest", of: ({ whole }: Measures) => whole.smallest },
    /** Decades that the light lines may add to those of the heavy ones, as a share of them. */
    lightShare: 0.5,
  },
  split: {
    heavy: { name: "W alone", of: ({ matrix }: Measures) => matrix.largest },
    light: { name: "σ′ alone", of: ({ slopes }: Measures) => slopes.largest },
    lightShare: Number.POSITIVE_INFINITY,
  },
} as const;

const SMALLEST = 10 ** LOWEST_FLOAT64_EXPONENT;

/** 10^y as a number to draw: 0 and ∞ only where they are exact. */
const drawn = (log10: number) =>
  Number.isFinite(log10) ? Math.min(Number.MAX_VALUE, Math.max(SMALLEST, 10 ** log10)) : 10 ** log10;

/** A line of the view; empty until there are measures. */
export function jacobianLine(measures: Measures | null, of: (measures: Measures) => Float64Array): Line {
  return measures ? { x: measures.times, y: of(measures).map(drawn) } : { x: [], y: [] };
}

/** Why the smallest singular value is an exact 0, where a unit's slope σ′ was 0 in a factor of it. */
export const deadUnits = (measures: Measures | null): string | undefined =>
  measures?.slopes.smallest[0] === Number.NEGATIVE_INFINITY ? "dead units" : undefined;

/** Decades that the light lines may add in any case. */
const LIGHT_LEAST = 4;

/**
 * The heavy lines whole, and of the light ones, which may fall off a hundred decades deeper, what leaves those legible.
 * @param extent smallest positive and largest value of the heavy lines
 */
export function jacobianDomain(
  view: JacobianView,
  [low, high]: readonly [number, number],
  light: PerLane<Line>,
): Domain {
  const top = high > 0 && Number.isFinite(high) ? high : 1;
  const bottom = low > 0 && low <= top ? low : top;
  const decades = Math.max(1, Math.log10(top) - Math.log10(bottom));
  const room = Math.max(LIGHT_LEAST, JACOBIAN_LINES[view].lightShare * decades);
  const deepest = Math.max(SMALLEST, bottom * 10 ** -room);
  // An exact 0 has no place on a log axis and asks for no room.
  const values = [light.a, light.b]
    .flatMap(({ y }) => Array.from(y))
    .filter((y) => y > 0 && Number.isFinite(y));
  const least = values.reduce((least, value) => Math.min(least, Math.max(value, deepest)), bottom);
  const most = values.reduce((most, value) => Math.max(most, value), top);
  return wholeDecades(least, most, 4, LOWEST_FLOAT64_EXPONENT);
}
