import type { FieldValue } from "../config/schema";
import type { GridPoint } from "./expand";
import type { Plan } from "./plan";
import type { Row } from "./row";

/** A mean with its standard deviation. */
export interface MeanAndDeviation {
  readonly mean: number;
  /** The standard deviation of the sample, with n − 1; 0 if there is one value. */
  readonly deviation: number;
  readonly count: number;
}

/** The mean and deviation of values; NaN or infinite values propagate to the mean. */
export function meanAndDeviation(values: readonly number[]): MeanAndDeviation {
  const count = values.length;
  if (count === 0) return { mean: Number.NaN, deviation: Number.NaN, count };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0, count };
}

/**
 * The geometric mean, for values that differ by orders of magnitude, with the standard deviation of the natural
 * logarithm. It is 0 if a value is 0.
 */
export function geometric(values: readonly number[]): MeanAndDeviation {
  const logs = meanAndDeviation(values.map(Math.log));
  return { ...logs, mean: values.some((value) => value === 0) ? 0 : Math.exp(logs.mean) };
}

/** The runs of one network at one point of the grid, which differ only in their seed. */
export interface Group {
  readonly network: string;
  readonly point: GridPoint;
  readonly rows: readonly Row[];
  /** The rows that were trained to their last step: means are over these only. */
  readonly finished: readonly Row[];
}

/** A point of the grid without its seed. */
export function withoutSeed({ seed: _seed, ...point }: GridPoint): GridPoint {
  return point;
}

export const samePoint = (one: GridPoint, other: GridPoint): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value);

/** Groups the rows that differ only in their seed, in the order of their first rows. */
export function groups(rows: readonly Row[]): Group[] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.network, withoutSeed(row.point)]);
    const group = found.get(key);
    if (group) group.push(row);
    else found.set(key, [row]);
  }
  return [...found.values()].map((members) => ({
    network: members[0].network,
    point: withoutSeed(members[0].point),
    rows: members,
    finished: members.filter(({ outcome }) => outcome === "finished"),
  }));
}

/** The settings other than the seed that the grid varies, with their values. */
export function axes({ grid }: Plan): { readonly name: string; readonly values: readonly FieldValue[] }[] {
  return Object.entries(grid)
    .filter(([name]) => name !== "seed")
    .map(([name, values]) => ({ name, values }));
}

/** The curves of several seeds up to the last common step: the mean, and the band from smallest to largest value. */
export interface Band {
  readonly step: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** The mean seconds of training until then. */
  readonly seconds: readonly number[];
  readonly seeds: number;
}

/** The band of the finished rows, or of all rows if none is finished. */
export function band({ rows, finished }: Pick<Group, "rows" | "finished">, of: "loss" | "accuracy"): Band {
  const members = (finished.length > 0 ? finished : rows).map(({ curve }) => curve);
  const length = members.length === 0 ? 0 : Math.min(...members.map(({ step }) => step.length));
  const at = (i: number) => members.map((curve) => curve[of][i]);
  const every = <T>(make: (i: number) => T) => Array.from({ length }, (_, i) => make(i));
  return {
    step: every((i) => members[0].step[i]),
    mean: every((i) => meanAndDeviation(at(i)).mean),
    low: every((i) => Math.min(...at(i))),
    high: every((i) => Math.max(...at(i))),
    seconds: every((i) => meanAndDeviation(members.map(({ seconds }) => seconds[i])).mean),
    seeds: members.length,
  };
}
