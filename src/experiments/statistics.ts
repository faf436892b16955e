import type { FieldValue } from "../config/schema";
import type { Point } from "./expand";
import type { Plan } from "./plan";
import type { Row } from "./row";

/** A mean over seeds, and how far they lie apart. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation of the sample, with n − 1; 0 where there is one value. */
  readonly deviation: number;
  readonly count: number;
}

/** Of values that may hold NaN or infinities: those make the mean what they are. */
export function spread(values: readonly number[]): Spread {
  const count = values.length;
  if (count === 0) return { mean: Number.NaN, deviation: Number.NaN, count };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0, count };
}

/**
 * The geometric mean, for what lies decades apart, with the standard deviation of the natural logarithm. It is 0 where
 * a value is.
 */
export function geometric(values: readonly number[]): Spread {
  const logs = spread(values.map(Math.log));
  return { ...logs, mean: values.some((value) => value === 0) ? 0 : Math.exp(logs.mean) };
}

/** The runs of one network at one place of the grid, which differ by their seed alone. */
export interface Group {
  readonly network: string;
  readonly point: Point;
  readonly rows: readonly Row[];
  /** Those that were trained to their last step: means are over these alone. */
  readonly finished: readonly Row[];
}

/** A place of the grid whatever the seed. */
export function withoutSeed({ seed: _seed, ...point }: Point): Point {
  return point;
}

export const samePoint = (one: Point, other: Point): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value);

/** Rows that differ by their seed alone, put together in the order of their first. */
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

/** The grid's settings that are varied besides the seed, with their values. */
export function axes({ grid }: Plan): { readonly name: string; readonly values: readonly FieldValue[] }[] {
  return Object.entries(grid)
    .filter(([name]) => name !== "seed")
    .map(([name, values]) => ({ name, values }));
}

/** Curves of several seeds on the steps that all have come to: mean, and the band between the smallest and largest. */
export interface Band {
  readonly step: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Mean seconds of training until then. */
  readonly seconds: readonly number[];
  readonly seeds: number;
}

/** Of finished rows, or of all where none is finished. */
export function band({ rows, finished }: Pick<Group, "rows" | "finished">, of: "loss" | "accuracy"): Band {
  const members = (finished.length > 0 ? finished : rows).map(({ curve }) => curve);
  const length = members.length === 0 ? 0 : Math.min(...members.map(({ step }) => step.length));
  const at = (i: number) => members.map((curve) => curve[of][i]);
  const every = <T>(make: (i: number) => T) => Array.from({ length }, (_, i) => make(i));
  return {
    step: every((i) => members[0].step[i]),
    mean: every((i) => spread(at(i)).mean),
    low: every((i) => Math.min(...at(i))),
    high: every((i) => Math.max(...at(i))),
    seconds: every((i) => spread(members.map(({ seconds }) => seconds[i])).mean),
    seeds: members.length,
  };
}
