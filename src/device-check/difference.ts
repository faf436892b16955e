/** The difference between a device's result and the correct one. */
export interface Difference {
  /** The name of the result, such as “the loss”. */
  readonly what: string;
  /** The relative error; infinite if the device's result is not finite and the correct one is. */
  readonly error: number;
  /** The number with the largest error, if the result is wrong. */
  readonly example?: {
    readonly at: number;
    readonly of: number;
    readonly found: number;
    readonly wanted: number;
  };
}

/**
 * The relative difference that no correct device exceeds in one step: rounding causes about 1e-7, and some thousand times
 * that if numbers cancel.
 */
export const TOLERANCE = 1e-3;

export const isWithinTolerance = ({ error }: Difference): boolean => error <= TOLERANCE;

type Numbers = ArrayLike<number>;

/**
 * The relative difference ‖found − wanted‖ / (‖wanted‖ + floor).
 * @param floor added to the norm, so that differences of tiny numbers do not count
 */
export function difference(what: string, found: Numbers, wanted: Numbers, floor = 1e-12): Difference {
  return differenceOf(what, found, wanted, norm(wanted) + floor);
}

/**
 * The difference of two states relative to how far they moved from a common one; the rounding of the state itself is
 * tolerated.
 */
export function differentMove(what: string, found: Numbers, wanted: Numbers, before: Numbers): Difference {
  const move = norm(Float64Array.from(wanted, (value, i) => value - before[i]));
  return differenceOf(what, found, wanted, move + 1e-3 * norm(wanted) + 1e-12);
}

function differenceOf(what: string, found: Numbers, wanted: Numbers, scale: number): Difference {
  const apart = Float64Array.from(wanted, (value, i) => Math.abs(found[i] - value));
  const error = norm(apart) / scale;
  if (error <= TOLERANCE) return { what, error };
  const nonFinite = apart.findIndex((value) => !Number.isFinite(value));
  const at = nonFinite >= 0 ? nonFinite : apart.indexOf(Math.max(...apart));
  return {
    what,
    error: Number.isFinite(error) ? error : Number.POSITIVE_INFINITY,
    example: { at, of: wanted.length, found: found[at], wanted: wanted[at] },
  };
}

function norm(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}

/** The largest of the differences; null if there are none. */
export const worstOf = (all: readonly Difference[]): Difference | null =>
  all.reduce<Difference | null>((worst, one) => (worst && worst.error >= one.error ? worst : one), null);
