import { twoSidedP } from "./distributions";
import { meanAndDeviation } from "./statistics";

/** A rank correlation. */
export interface Association {
  /** Spearman's ρ, −1 … 1. */
  readonly correlation: number;
  /** The two-sided p-value that the order of one has nothing to do with that of the other. */
  readonly p: number;
  /** The number of pairs. */
  readonly count: number;
}

/** Up to this number of pairs all orders are tried; 8! are 40320. */
const MAX_EXACT = 8;
const SLACK = 1e-9;

/** The ranks 1 … n of values; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const ascending = [...values].sort((one, other) => one - other);
  return values.map((value) => (ascending.indexOf(value) + ascending.lastIndexOf(value)) / 2 + 1);
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [meanAndDeviation(xs), meanAndDeviation(ys)];
  const product = xs.reduce((sum, value, i) => sum + (value - x.mean) * (ys[i] - y.mean), 0);
  return product / ((xs.length - 1) * x.deviation * y.deviation);
}

/** Every order of the values. */
function* orders(values: readonly number[]): Generator<readonly number[]> {
  if (values.length < 2) return yield values;
  for (const [i, first] of values.entries()) {
    for (const rest of orders(values.filter((_, j) => j !== i))) yield [first, ...rest];
  }
}

/**
 * Spearman's rank correlation. Its p-value is the share of all orders with one at least as large; with more than
 * {@link MAX_EXACT} pairs it is that of ρ·√((n − 2)/(1 − ρ²)) under Student's t with n − 2 degrees of freedom.
 * @returns undefined if there are fewer than three pairs, or all values of one are equal
 */
export function association(pairs: readonly (readonly [number, number])[]): Association | undefined {
  const count = pairs.length;
  const [xs, ys] = [0, 1].map((k) => ranks(pairs.map((pair) => pair[k])));
  const found = correlation(xs, ys);
  if (count < 3 || !Number.isFinite(found)) return undefined;
  if (count > MAX_EXACT) {
    const t = found * Math.sqrt((count - 2) / Math.max(0, 1 - found ** 2));
    return { correlation: found, p: twoSidedP(t, count - 2), count };
  }
  let [extreme, all] = [0, 0];
  for (const order of orders(ys)) {
    all++;
    if (Math.abs(correlation(xs, order)) >= Math.abs(found) - SLACK) extreme++;
  }
  return { correlation: found, p: extreme / all, count };
}
