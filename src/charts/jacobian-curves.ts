import type { Domain } from "./log-axis";
import { LOWEST_FLOAT64_EXPONENT, wholeDecades } from "./log-axis";
import type { JacobianProps, Line, PerLane } from "./props";

type Measures = NonNullable<JacobianProps["lanes"]["a"]["measures"]>;

/** What a view draws of each lane: one line heavy, one light. */
export const JACOBIAN_LINES = {
  jacobian: {
    heavy: { name: "largest", of: ({ whole }: Measures) => whole.largest },
    light: { name: "smallest", of: ({ whole }: Measures) => whole.smallest },
  },
  split: {
    heavy: { name: "W alone", of: ({ matrix }: Measures) => matrix.largest },
    light: { name: "σ′ alone", of: ({ slopes }: Measures) => slopes.largest },
  },
} as const;

const SMALLEST = 10 ** LOWEST_FLOAT64_EXPONENT;

/** 10^y as a number to draw: 0 and ∞ only where they are exact. */
const drawn = (log10: number) =>
  Number.isFinite(log10) ? Math.min(Number.MAX_VALUE, Math.max(SMALLEST, 10 ** log10)) : 10 ** log10;

/** A line of the view; empty until there are measures. */
export function jacobianLine(
  { measures }: JacobianProps["lanes"]["a"],
  of: (measures: Measures) => Float64Array,
): Line {
  return measures ? { x: measures.times, y: of(measures).map(drawn) } : { x: [], y: [] };
}

/** Decades that the light lines may add to those of the heavy ones, as a share of them, and at least so many. */
const LIGHT_SHARE = 0.5;
const LIGHT_LEAST = 4;

/** The heavy lines whole, and of the light ones, which may fall off a hundred decades deeper, what leaves those legible. */
export function jacobianDomain([low, high]: readonly [number, number], light: PerLane<Line>): Domain {
  const top = high > 0 && Number.isFinite(high) ? high : 1;
  const bottom = low > 0 && low <= top ? low : top;
  const room = Math.max(LIGHT_LEAST, LIGHT_SHARE * Math.log10(top / bottom));
  const deepest = Math.max(SMALLEST, bottom / 10 ** room);
  const values = [light.a, light.b].flatMap(({ y }) => Array.from(y)).filter(Number.isFinite);
  const least = values.reduce((least, value) => Math.min(least, Math.max(value, deepest)), bottom);
  const most = values.reduce((most, value) => Math.max(most, value), top);
  return wholeDecades(least, most, 4, LOWEST_FLOAT64_EXPONENT);
}
