import { tQuantile, twoSidedP } from "./distributions";
import { meanAndDeviation } from "./statistics";

/** The confidence of all intervals. */
const CONFIDENCE = 0.95;
/** With fewer seeds nothing is decided. */
export const MIN_SEEDS = 5;

/** An estimate with its 95 % interval; the ends are NaN if it comes from one value. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The number of values behind it. */
  readonly count: number;
}

function around(mean: number, standardError: number, degreesOfFreedom: number, count: number): Estimate {
  if (!(degreesOfFreedom > 0)) return { mean, low: Number.NaN, high: Number.NaN, count };
  const half = standardError === 0 ? 0 : tQuantile((1 + CONFIDENCE) / 2, degreesOfFreedom) * standardError;
  return { mean, low: mean - half, high: mean + half, count };
}

/** The mean of values with its 95 % interval, by Student's t with n − 1 degrees of freedom. */
export function estimate(values: readonly number[]): Estimate {
  const { mean, deviation, count } = meanAndDeviation(values);
  return around(mean, deviation / Math.sqrt(count), count - 1, count);
}

/** The scores of one network's runs on some scale, by their seeds. */
export type Scores = ReadonlyMap<string, number>;

/** The difference of two networks' mean scores. */
export interface Difference extends Estimate {
  readonly degreesOfFreedom: number;
  /** The two-sided p-value that there is none. */
  readonly p: number;
  /** Whether the seeds are common, so that the difference is taken seed by seed. */
  readonly paired: boolean;
}

const tested = (mean: number, standardError: number, degreesOfFreedom: number) => ({
  degreesOfFreedom,
  p: mean === 0 ? 1 : twoSidedP(mean / standardError, degreesOfFreedom),
});

/**
 * Compares two networks, one − other. Runs of the same seed share their batches and their held-out sequences, so over at
 * least {@link MIN_SEEDS} common seeds, or if all seeds are common, it is a paired t-test; else it is Welch's, whose degrees
 * of freedom are those of Welch and Satterthwaite, (a + b)² / (a²/(n₁ − 1) + b²/(n₂ − 1)) with a = s₁²/n₁ and b = s₂²/n₂.
 * @param countingVariance the variance of a seed's difference by counting alone. It stands in if all differences are the
 * same, since a scatter of 0 over some seeds does not mean that there is none
 * @returns undefined if there are too few values for a test
 */
export function compare(one: Scores, other: Scores, countingVariance = 0): Difference | undefined {
  const common = [...one.keys()].filter((seed) => other.has(seed));
  const isPaired = common.length >= MIN_SEEDS || (common.length === one.size && common.length === other.size);
  if (isPaired) {
    const values = common.map((seed) => (one.get(seed) ?? Number.NaN) - (other.get(seed) ?? Number.NaN));
    const { mean, deviation, count } = meanAndDeviation(values);
    if (count < 2) return undefined;
    const spread = deviation === 0 && mean !== 0 ? Math.sqrt(countingVariance) : deviation;
    const standardError = spread / Math.sqrt(count);
    const df = count - 1;
    return { ...around(mean, standardError, df, count), ...tested(mean, standardError, df), paired: true };
  }
  const [first, second] = [one, other].map((scores) => meanAndDeviation([...scores.values()]));
  const count = Math.min(first.count, second.count);
  if (count < 2) return undefined;
  const [a, b] = [first, second].map(({ deviation, count: n }) => deviation ** 2 / n);
  const mean = first.mean - second.mean;
  const isFlat = a + b === 0;
  const variance = isFlat ? countingVariance / count : a + b;
  const df = isFlat
    ? first.count + second.count - 2
    : (a + b) ** 2 / (a ** 2 / (first.count - 1) + b ** 2 / (second.count - 1));
  const standardError = Math.sqrt(variance);
  return { ...around(mean, standardError, df, count), ...tested(mean, standardError, df), paired: false };
}

/**
 * Holm's correction: the p-values of a family, each multiplied by the number of those that are not smaller, and none smaller
 * than one before it. Whatever else is true, one of the true hypotheses is rejected at level α with probability α at most.
 */
export function holm(ps: readonly number[]): number[] {
  const adjusted = ps.map(() => 1);
  let largest = 0;
  const ascending = ps.map((p, i) => ({ p, i })).sort((one, other) => one.p - other.p);
  for (const [rank, { p, i }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * p));
    adjusted[i] = largest;
  }
  return adjusted;
}
