import { describe, expect, test } from "vitest";
import { random } from "../../src/math/random";

const DRAWS = 200_000;
const moments = (draw: () => number) => {
  const values = Float64Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, x) => sum + x, 0) / DRAWS;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / DRAWS;
  return { mean, variance, values };
};
/** Draws of one stream, for comparing streams. */
const first = (seed: number, name: string) => {
  const { next } = random(seed, name);
  return Array.from({ length: 100 }, next);
};
/** χ² of counts against equal expectation. */
const chiSquare = (counts: ArrayLike<number>) => {
  const expected = Array.from(counts).reduce((sum, n) => sum + n, 0) / counts.length;
  return Array.from(counts).reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
};

describe("a random stream", () => {
  test("is the same for the same seed and name", () => {
    expect(first(7, "batch")).toEqual(first(7, "batch"));
  });

  test("differs in every draw for another seed or another name", () => {
    const reference = first(1, "weights·a");
    for (const [seed, name] of [
      [2, "weights·a"],
      [1, "weights·b"],
      [1, "weights·aa"],
      [4294967295, "weights·a"],
      [1 + 65536, "weights·a"],
    ] as const) {
      const other = first(seed, name);
      expect(reference.filter((x, i) => x === other[i])).toEqual([]);
    }
  });

  test("is uncorrelated with the streams of the neighbouring seeds", () => {
    const streams = Array.from({ length: 8 }, (_, seed) => random(seed, "batch"));
    const draws = streams.map(({ next }) => Float64Array.from({ length: 20_000 }, () => next() - 0.5));
    for (let i = 1; i < draws.length; i++) {
      const covariance = draws[i].reduce((sum, x, k) => sum + x * draws[i - 1][k], 0) / 20_000;
      // Under independence the correlation is normal with deviation 1/√20,000 = 0.007.
      expect(Math.abs(covariance * 12)).toBeLessThan(0.035);
    }
  });
});

describe("the distributions", () => {
  test("uniform has the mean, the variance and the range of a uniform", () => {
    const { uniform } = random(3, "uniform");
    const { mean, variance, values } = moments(() => uniform(-2, 4));
    // Standard errors: √(3/DRAWS) = 0.0039 for the mean, about 0.006 for the variance.
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(Math.abs(variance - 3)).toBeLessThan(0.03);
    expect(values.every((x) => x >= -2 && x < 4)).toBe(true);
  });

  test("normal has the first four moments and the tails of a standard normal", () => {
    const { normal } = random(4, "normal");
    const { mean, variance, values } = moments(normal);
    const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / DRAWS;
    expect(Math.abs(mean)).toBeLessThan(0.012);
    expect(Math.abs(variance - 1)).toBeLessThan(0.016);
    expect(Math.abs(moment(3))).toBeLessThan(0.045);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.11);
    // P(|x| > 1.96) = 0.05
    const beyond = values.filter((x) => Math.abs(x) > 1.959964).length / DRAWS;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.0025);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test.each([2, 7, 20])("below(%i) gives every whole number equally often", (n) => {
    const { below } = random(5, `below ${n}`);
    const counts = new Int32Array(n);
    for (let i = 0; i < DRAWS; i++) counts[below(n)]++;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(DRAWS);
    // χ² with n − 1 degrees: mean n − 1, deviation √(2(n − 1)); five deviations above is less than one in 10⁴.
    expect(chiSquare(counts)).toBeLessThan(n - 1 + 5 * Math.sqrt(2 * (n - 1)));
  });

  test("successive draws are independent: all pairs are equally frequent", () => {
    const { below } = random(6, "pairs");
    const counts = new Int32Array(64);
    for (let i = 0; i < DRAWS; i++) counts[8 * below(8) + below(8)]++;
    expect(chiSquare(counts)).toBeLessThan(63 + 5 * Math.sqrt(2 * 63));
  });
});
