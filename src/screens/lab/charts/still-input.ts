import { formatCount } from "../../../math/number-format";

/** A part of a sequence: its first and its last time step. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch is long if it has at least this many time steps, and this share of all. */
const MIN_STEPS = 4;
const MIN_SHARE = 0.25;

/**
 * Returns the longest stretch of equal inputs, the first of several, such as the blanks of the copying task; null if it is
 * short.
 * @param inputs classes [T], or vectors [T, d]
 */
export function longStill(inputs: ArrayLike<number>, steps: number): Stretch | null {
  const each = inputs.length / steps;
  const isAsBefore = (t: number) => {
    for (let i = (t - 1) * each; i < t * each; i++) if (inputs[i] !== inputs[i - each]) return false;
    return true;
  };
  let [best, from] = [{ from: 1, to: 1 }, 1];
  for (let t = 2; t <= steps; t++) {
    if (!isAsBefore(t)) from = t;
    if (t - from > best.to - best.from) best = { from, to: t };
  }
  const long = Math.max(MIN_STEPS, MIN_SHARE * steps);
  return best.to - best.from + 1 >= long ? best : null;
}

/** Returns the beginning of a sentence on a stretch of equal inputs or, if there is none, on the whole sequence. */
export const stretchWords = (still: Stretch | null, whole: Stretch): string =>
  still ? `While the input stays the same, ${timesText(still)}` : `From ${timesText(whole)}`;

const timesText = ({ from, to }: Stretch) => `t = ${formatCount(from)} to ${formatCount(to)}`;
