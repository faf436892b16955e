/** How far something that a device computed lies from what is right. */
export interface Difference {
  /** In words, as in “the loss”. */
  readonly what: string;
  /** Relative: infinite where the device's is not finite and the right one is. */
  readonly error: number;
  /** Where it is wrong, the number that is furthest off. */
  readonly example?: {
    readonly at: number;
    readonly of: number;
    readonly found: number;
    readonly wanted: number;
  };
}

/**
 * A relative difference that no right device exceeds in one step: rounding makes about 1e-7 of it, some thousand times
 * that where numbers cancel.
 */
export const NEAR = 1e-3;

export const isNear = ({ error }: Difference): boolean => error <= NEAR;

type Numbers = ArrayLike<number>;

/**
 * ‖a − b‖ / (‖b‖ + least).
 * @param least the size below which a difference does not count for more
 */
export function difference(what: string, found: Numbers, wanted: Numbers, least = 1e-12): Difference {
  return differenceOf(what, found, wanted, norm(wanted) + least);
}

/**
 * The same of two states that were made from one, by what they moved: what rounding makes of the state itself is no
 * difference.
 */
export function differentMove(what: string, found: Numbers, wanted: Numbers, before: Numbers): Difference {
  const move = norm(Float64Array.from(wanted, (value, i) => value - before[i]));
  return differenceOf(what, found, wanted, move + 1e-3 * norm(wanted) + 1e-12);
}

function differenceOf(what: string, found: Numbers, wanted: Numbers, scale: number): Difference {
  const apart = Float64Array.from(wanted, (value, i) => Math.abs(found[i] - value));
  const error = norm(apart) / scale;
  if (error <= NEAR) return { what, error };
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

/** The largest of some; null where there are none. */
export const worstOf = (all: readonly Difference[]): Difference | null =>
  all.reduce<Difference | null>((worst, one) => (worst && worst.error >= one.error ? worst : one), null);
