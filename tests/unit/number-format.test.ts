import { describe, expect, test } from "vitest";
import {
  formatCount,
  formatNumber,
  formatPercent,
  formatTenTo,
  powerOfTen,
} from "../../src/math/number-format";

/** Spaces of every kind as the plain one, so that the expectations can be read. */
const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("a number on the screen", () => {
  test.each([
    [0, "0"],
    [0.93, "0.93"],
    [0.914, "0.91"],
    [12, "12"],
    [1.5, "1.5"],
    [2, "2"],
    [1234, "1200"],
    [0.00123, "0.0012"],
    [-0.5, "−0.5"],
  ])("%d is written plainly as %s", (value, shown) => {
    expect(formatNumber(value)).toBe(shown);
  });

  test.each([
    [4e-8, "4 × 10⁻⁸"],
    [4.16e-8, "4.2 × 10⁻⁸"],
    [-2e-7, "−2 × 10⁻⁷"],
    [9.99e-5, "1 × 10⁻⁴"],
    [31_800, "3.2 × 10⁴"],
    [1.4e-45, "1.4 × 10⁻⁴⁵"],
    [Number.MAX_VALUE, "1.8 × 10³⁰⁸"],
  ])("%d, out of the ordinary range, is written with a power of ten as %s", (value, shown) => {
    expect(plain(formatNumber(value))).toBe(shown);
  });

  test("what rounds up to the next power of ten stays on the plain side of the limit or leaves it whole", () => {
    expect(formatNumber(0.000999)).toBe("0.001");
    expect(plain(formatNumber(9999))).toBe("1 × 10⁴");
  });

  test("NaN and the infinities are written as such", () => {
    expect(
      [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((v) => formatNumber(v)),
    ).toEqual(["NaN", "∞", "−∞"]);
    expect(formatPercent(Number.NaN)).toBe("NaN");
    expect(formatCount(Number.POSITIVE_INFINITY)).toBe("∞");
  });

  test("no number is ever written with an e", () => {
    for (let exponent = -320; exponent <= 308; exponent++) {
      expect(formatNumber(Number(`3.7e${exponent}`))).not.toMatch(/e/i);
    }
  });

  test("a number has no place where a line may break", () => {
    expect(formatNumber(4e-8) + formatCount(1234567) + formatPercent(0.5)).not.toMatch(/[ \u2009]/);
  });
});

test("a power of ten carries its exponent as superscript digits", () => {
  expect([-6, 0, 1, 10, -45, 123].map(powerOfTen)).toEqual(["10⁻⁶", "10⁰", "10¹", "10¹⁰", "10⁻⁴⁵", "10¹²³"]);
});

test("a count has separated thousands", () => {
  expect([0, 7, 999, 1000, 12345, 1_000_000, -4321].map((n) => plain(formatCount(n)))).toEqual([
    "0",
    "7",
    "999",
    "1 000",
    "12 345",
    "1 000 000",
    "−4 321",
  ]);
});

test("a ratio is written as per cent with two significant digits", () => {
  expect([0.914, 1, 0.0123, 0, 1.1].map((ratio) => plain(formatPercent(ratio)))).toEqual([
    "91 %",
    "100 %",
    "1.2 %",
    "0 %",
    "110 %",
  ]);
});

test.each([
  [-2, "0.01"],
  [Math.log10(4) - 8, "4 × 10⁻⁸"],
  [Math.log10(2.5) - 1000, "2.5 × 10⁻¹⁰⁰⁰"],
  [400 - 1e-9, "1 × 10⁴⁰⁰"],
  [Number.NEGATIVE_INFINITY, "0"],
  [Number.POSITIVE_INFINITY, "∞"],
  [Number.NaN, "NaN"],
])("10 to the power %d is written as %s, even where no number is so large or small", (log10, shown) => {
  expect(plain(formatTenTo(log10))).toBe(shown);
});
