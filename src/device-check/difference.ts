/** How far something that a device computed lies from what is right. */
export interface Difference {
  /** In words, as in “the loss”. */
  readonly what: string;
  /** Relative: infinite where the device's is not finite and the right one is. */
  readonly error: number;
}

/**
 * A relative difference that no right device exceeds in one step: rounding makes about 1e-7 of it, some thousand times
 * that where numbers cancel.
 */
export const NEAR = 1e-3;

export const isNear = ({ error }: Difference): boolean => error <= NEAR;

type Numbers = ArrayLike<number>;

const norm = (values: Numbers): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
};

/**
 * ‖a − b‖ / (‖b‖ + least).
 * @param least the size below which a difference does not count for more
 */
export function relative(found: Numbers, wanted: Numbers, least = 1e-12): number {
  const between = norm(Float64Array.from(wanted, (value, i) => found[i] - value));
  return Number.isFinite(between) ? between / (norm(wanted) + least) : Number.POSITIVE_INFINITY;
}

/**
 * The same of two states that were made from one: of what each moved by. What rounding makes of the state itself is no
 * difference.
 */
export function relativeMove(found: Numbers, wanted: Numbers, before: Numbers): number {
  const move = norm(Float64Array.from(wanted, (value, i) => value - before[i]));
  const between = relative(found, wanted) * norm(wanted);
  return Number.isFinite(between) ? between / (move + 1e-3 * norm(wanted) + 1e-12) : Number.POSITIVE_INFINITY;
}

/** The largest of some; null where there are none. */
export const worstOf = (all: readonly Difference[]): Difference | null =>
  all.reduce<Difference | null>((worst, one) => (worst && worst.error >= one.error ? worst : one), null);
