import { describe, expect, it } from "vitest";
import { angleOf, cos, exp, log, power, sin } from "../../src/math/elementary";
import { random } from "../../src/math/random";

/*
 * The reference is whole-number arithmetic with 200 binary places: series summed to their last place.
 */

const PLACES = 200n;
const ONE = 1n << PLACES;
const product = (a: bigint, b: bigint) => (a * b) >> PLACES;

/** A double, exactly where it has no more than 200 places. */
function exact(x: number): bigint {
  let [mantissa, exponent] = [x, 0n];
  for (; !Number.isInteger(mantissa); exponent++) mantissa *= 2;
  return (BigInt(mantissa) << PLACES) >> exponent;
}

/** Σ (−1)ᵏ x^(2k+first) / (2k+first)!: cos for first = 0, sin for first = 1. */
function wave(x: bigint, first: 0n | 1n): bigint {
  let [sum, term] = [0n, first === 0n ? ONE : x];
  for (let k = first; term !== 0n && term !== -1n; k += 2n) {
    sum += term;
    term = -product(product(term, x), x) / ((k + 1n) * (k + 2n));
  }
  return sum;
}

/** ln x = 2 Σ s^(2k+1)/(2k+1), s = (x − 1)/(x + 1), after halving or doubling x to near 1. */
function logarithm(x: number): bigint {
  const near1 = (y: bigint) => {
    const s = ((y - ONE) << PLACES) / (y + ONE);
    let [sum, part] = [0n, s];
    for (let k = 1n; part !== 0n && part !== -1n; k += 2n) {
      sum += part / k;
      part = product(product(part, s), s);
    }
    return 2n * sum;
  };
  const exponent = Math.round(Math.log2(x));
  const scaled = exponent > 0 ? exact(x) >> BigInt(exponent) : exact(x) << BigInt(-exponent);
  return near1(scaled) + BigInt(exponent) * near1(2n * ONE);
}

/** eˣ = 2ᵏ Σ rⁿ/n!, r = x − k ln 2. */
function exponential(x: number): bigint {
  const k = Math.round(x / Math.LN2);
  const r = exact(x) - BigInt(k) * logarithm(2);
  let [sum, term] = [0n, ONE];
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = product(term, r) / n;
  }
  return k < 0 ? sum >> BigInt(-k) : sum << BigInt(k);
}

/** How far a double is from what is right, in units of its last place. */
function unitsOff(value: number, right: bigint): number {
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 52);
  const off = exact(value) - right;
  return Number((off * 1000n) / exact(unit)) / 1000;
}

const draws = (low: number, high: number, count = 3000) => {
  const { uniform } = random(1, "arguments");
  return Array.from({ length: count }, () => uniform(low, high));
};
const worst = (xs: number[], of: (x: number) => number, right: (x: number) => bigint) =>
  Math.max(...xs.map((x) => Math.abs(unitsOff(of(x), right(x)))));

describe("elementary functions with the same bits everywhere", () => {
  const quarters = [-8, -4, -3, -2, -1, 1, 2, 3].map((k) => (k * Math.PI) / 4);
  const angles = [...draws(-2 * Math.PI, 2 * Math.PI), ...draws(-1e-4, 1e-4, 200), ...quarters.slice(1)];

  it("cos and sin are right to the last place, next to their zeros too", () => {
    expect(worst(angles, cos, (x) => wave(exact(x), 0n))).toBeLessThan(1);
    expect(worst(angles, sin, (x) => wave(exact(x), 1n))).toBeLessThan(1);
  });

  it("cos and sin stay on the unit circle, however large the angle", () => {
    for (const x of [100, 12345.678, -1e6, 1e22, 1e300]) expect(cos(x) ** 2 + sin(x) ** 2).toBeCloseTo(1, 14);
    for (const x of [100, -12345.678, 1e6]) {
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(Math.abs(x) * 2 ** -52);
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(Math.abs(x) * 2 ** -52);
    }
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY]) expect([cos(x), sin(x)]).toEqual([NaN, NaN]);
  });

  it("log is right to the last place", () => {
    const xs = [...draws(2 ** -32, 1), ...draws(0.9, 1.1), ...draws(1, 1e5), 2 ** -32, 2, Math.SQRT2];
    expect(worst(xs, log, logarithm)).toBeLessThan(1);
    expect([0, 1, -1, Number.POSITIVE_INFINITY, NaN].map(log)).toEqual([
      Number.NEGATIVE_INFINITY,
      0,
      NaN,
      Number.POSITIVE_INFINITY,
      NaN,
    ]);
  });

  it("exp is right to two units in the last place", () => {
    const xs = [...draws(-40, 40), ...draws(-1, 1), ...draws(-1e-4, 1e-4, 200), 0, 1, -1, Math.LN2];
    expect(worst(xs, exp, exponential)).toBeLessThan(2);
    for (const x of [-700, -300, 100, 700]) expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
    expect([-1e9, -Infinity, 1e9, Infinity, NaN].map(exp)).toEqual([0, 0, Infinity, Infinity, NaN]);
    expect(exp(0)).toBe(1);
  });

  it("the angle of a point is that of its sine and cosine, in every quadrant and on the axes", () => {
    for (const angle of [...draws(-Math.PI, Math.PI), ...draws(-1e-4, 1e-4, 200)]) {
      for (const length of [1e-8, 1, 1e8])
        expect(Math.abs(angleOf(length * sin(angle), length * cos(angle)) / angle - 1)).toBeLessThan(
          2 ** -49,
        );
    }
    expect([angleOf(0, 0), angleOf(0, 2), angleOf(0, -2)]).toEqual([0, 0, Math.PI]);
    expect([angleOf(3, 0), angleOf(-3, 0)]).toEqual([Math.PI / 2, -Math.PI / 2]);
    expect([angleOf(NaN, 1), angleOf(1, NaN)]).toEqual([NaN, NaN]);
  });

  it("power multiplies out", () => {
    expect([0, 1, 10, 53].map((n) => power(2, n))).toEqual([1, 2, 1024, 2 ** 53]);
    for (const n of [1, 7, 100, 1500]) {
      let right = ONE;
      for (let k = 0; k < n; k++) right = product(right, exact(0.999));
      expect(Math.abs(unitsOff(power(0.999, n), right))).toBeLessThan(n);
    }
  });
});
