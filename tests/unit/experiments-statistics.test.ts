import { describe, expect, it } from "vitest";
import { association, ranks } from "../../src/experiments/association";
import { compare, estimate, holm } from "../../src/experiments/compare";
import { fisherExact, tQuantile, twoSidedP } from "../../src/experiments/distributions";
import { LOG_ODDS } from "../../src/experiments/scale";
import golden from "../reference/statistics.json";

/** jStat's incomplete beta function ends its continued fraction at 3 · 10⁻⁷ and its inverse at 10⁻⁸. */
const DIGITS = 7;

const scores = (values: readonly number[], first = 1) =>
  new Map(values.map((value, i) => [String(first + i), value]));

describe("statistics by SciPy", () => {
  it("Student’s t", () => {
    for (const { t, df, p } of golden.t) expect(twoSidedP(t, df)).toBeCloseTo(p, DIGITS);
    for (const { t, df, p } of golden.t.filter(({ p }) => p > 0 && p < 1e-3))
      expect(twoSidedP(t, df) / p).toBeCloseTo(1, DIGITS);
    for (const { p, df, t } of golden.quantiles) expect(tQuantile(p, df) / t).toBeCloseTo(1, DIGITS);
  });

  it("a paired difference over common seeds", () => {
    const paired = golden.differences.flatMap(({ one, paired }) => (paired ? [{ one, ...paired }] : []));
    expect(paired).toHaveLength(3);
    for (const { one, other, df, p, low, high } of paired) {
      const found = compare(scores(one), scores(other));
      expect(found).toMatchObject({ degreesOfFreedom: df, paired: true, count: one.length });
      expect(found?.p).toBeCloseTo(p, DIGITS);
      expect(found?.low).toBeCloseTo(low, 6);
      expect(found?.high).toBeCloseTo(high, 6);
    }
  });

  it("Welch’s difference over other seeds", () => {
    for (const { one, other, welch } of golden.differences) {
      const found = compare(scores(one), scores(other, 101));
      expect(found).toMatchObject({ paired: false, count: Math.min(one.length, other.length) });
      expect(found?.degreesOfFreedom).toBeCloseTo(welch.df, 9);
      expect(found?.p).toBeCloseTo(welch.p, DIGITS);
      expect(found?.low).toBeCloseTo(welch.low, 5);
      expect(found?.high).toBeCloseTo(welch.high, 5);
    }
  });

  it("Fisher’s exact test", () => {
    for (const { table, p } of golden.fisher) {
      const [a, n, b, m] = table;
      expect(fisherExact(a, n, b, m)).toBeCloseTo(p, 9);
      expect(fisherExact(b, m, a, n)).toBeCloseTo(p, 9);
    }
    expect(fisherExact(0, 10, 0, 10)).toBe(1);
  });

  it("Spearman’s rank correlation, over all orders if they are few", () => {
    for (const { x, y, correlation, p } of golden.spearman) {
      const found = association(x.map((value, i) => [value, y[i]] as const));
      expect(found?.correlation).toBeCloseTo(correlation, 9);
      expect(found?.p).toBeCloseTo(p, DIGITS);
    }
    expect(ranks([5, 1, 5, 9])).toEqual([2.5, 1, 2.5, 4]);
    expect(
      association([
        [1, 2],
        [2, 2],
        [3, 2],
      ]),
    ).toBeUndefined();
  });
});

describe("comparisons of two networks", () => {
  it("are of common seeds alone, if those are five", () => {
    // Four of the nine seeds of the second one are not the first one’s.
    const one = scores([1, 2, 3, 4, 5]);
    const other = scores([0, 1.5, 2, 3.5, 4, 100, 100, 100, 100]);
    expect(compare(one, other)).toMatchObject({ paired: true, count: 5, mean: 0.8 });
    expect(compare(scores([1, 2, 3]), scores([1, 2, 3], 3))).toMatchObject({ paired: false });
  });

  it("of equal runs have no difference, and of a difference without scatter that of counting", () => {
    expect(compare(scores([3, 1, 2]), scores([3, 1, 2]))).toMatchObject({ mean: 0, p: 1, low: 0, high: 0 });
    const [none, one, all] = [0, 1, 512].map((right) =>
      scores(Array(10).fill(LOG_ODDS.to(right / 512, 512))),
    );
    const counting = (right: number) => LOG_ODDS.countingVariance(right / 512, 512);
    // One answer of 512 more is no difference, all of them are.
    expect(compare(one, none, counting(0) + counting(1))?.p).toBeGreaterThan(0.05);
    expect(compare(all, none, counting(0) + counting(512))?.p).toBeLessThan(1e-6);
  });

  it("need two seeds", () => {
    expect(compare(scores([1]), scores([2]))).toBeUndefined();
    expect(estimate([3])).toEqual({ mean: 3, low: Number.NaN, high: Number.NaN, count: 1 });
  });

  it("Holm’s correction multiplies the smallest p-value by the number of all, the next by one fewer, …", () => {
    // Worked by hand: 0.01·4, 0.013·3 → not below 0.04, 0.02·2 → 0.04, 0.5·1.
    expect(holm([0.02, 0.01, 0.5, 0.013])).toEqual([0.04, 0.04, 0.5, 0.04]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});

describe("the scale of log odds", () => {
  it("is finite at 0 and 1, and has an inverse", () => {
    for (const right of [0, 1, 250, 511, 512]) {
      const place = LOG_ODDS.to(right / 512, 512);
      expect(Number.isFinite(place)).toBe(true);
      expect(LOG_ODDS.from(place, 512)).toBeCloseTo(right / 512, 12);
    }
    // 3 right of 4, a half added on either side: odds of 3.5 to 1.5.
    expect(LOG_ODDS.to(0.75, 4)).toBeCloseTo(Math.log(3.5 / 1.5), 12);
  });
});
