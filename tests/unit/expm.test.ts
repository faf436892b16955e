import fc from "fast-check";
import { Matrix as Dense, determinant } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { arrays, drift, type Matrix } from "../../src/math/arrays";
import { expmArray, squarings } from "../../src/math/expm";
import { random } from "../../src/math/random";
import { gaussian } from "./rules-setting";

/** P − Pᵀ for a Gaussian P. */
function skew(n: number, seed: number, size: number): Matrix {
  const { sub, scale, adjoint } = arrays("float64");
  const p = gaussian(n, random(seed, "skew"));
  return scale(sub(p, adjoint(p)), size);
}

describe("exp", () => {
  it("refuses a matrix with NaN in it and names its norm", () => {
    const broken = { n: 2, values: Float64Array.of(0, Number.NaN, 0, 0) };
    expect(() => expmArray(broken)).toThrow("exp(B): entry (1, 2) is NaN; finite numbers are needed.");
  });

  it("is squared at most 16 times in float32, beyond which hardly a digit is correct", () => {
    // θ₁₈·2¹⁶ = 3.010066 · 65536 = 197267.7
    expect(squarings(197_267, "float32")).toBe(16);
    expect(() => squarings(197_268, "float32")).toThrow(RangeError);
    expect(() => squarings(197_268, "float32")).toThrow(
      "exp(B) of ‖B‖₁ = 2\u202f×\u202f10⁵ has hardly a correct digit in float32: it would be squared 17 times.",
    );
    expect(squarings(197_268, "float64")).toBe(18);
    expect(squarings(1e300, "float64")).toBe(60);
  });

  it("of a real skew matrix of any size is a rotation: orthogonal, with determinant +1", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 1e-3, max: 20, noNaN: true }),
        (n, seed, size) => {
          const w = expmArray(skew(n, seed, size));
          expect(drift(w)).toBeLessThan(1e-12 * Math.max(1, size));
          expect(determinant(Dense.from1DArray(n, n, Array.from(w.values)))).toBeCloseTo(1, 10);
        },
      ),
    );
  });

  it("in float32 is a rotation within float32 rounding", () => {
    for (const n of [2, 5, 16]) {
      const w = expmArray(arrays("float32").fromHost(skew(n, n, 1)));
      expect(w.values).toBeInstanceOf(Float32Array);
      expect(drift(w)).toBeLessThan(2 ** -23 * 16 * n);
      expect(determinant(Dense.from1DArray(n, n, Array.from(w.values)))).toBeCloseTo(1, 4);
    }
  });
});
