import { describe, expect, it } from "vitest";
import { simd } from "../../src/kernels/simd";
import { arrays, type Matrix } from "../../src/math/arrays";
import { expmAdjoint, expmArray } from "../../src/math/expm";
import { random } from "../../src/math/random";
import { relativeError } from "../reference/pass-example";

const algebra = arrays("float64");

/** Entries up to `bound`; skew, or no symmetry at all. */
function draw(n: number, bound: number, skew: boolean, seed: number): Matrix {
  const stream = random(seed, "matrices");
  const any = { n, values: Float32Array.from({ length: n * n }, () => stream.uniform(-bound, bound)) };
  return skew ? { n, values: Float32Array.from(algebra.skew(any).values) } : any;
}

/**
 * ‖B‖ as entries up to bound/√n make it: the polynomials of degree 8 and 18 by themselves, then squared. Each squaring
 * doubles the rounding, and a B that is not skew, of which ‖B‖₁ alone is known, is squared more often.
 */
const cases = [1, 5, 33, 64, 128]
  .flatMap((n) =>
    [
      { bound: 0.1, near: 2e-6 },
      { bound: 0.3, near: 2e-6 },
      { bound: 0.8, near: 2e-6 },
      { bound: 2, near: 6e-6 },
      { bound: 12, near: 3e-5 },
    ].flatMap(({ bound, near }) => [
      { n, bound, near, skew: true },
      { n, bound, near: 10 * near, skew: false },
    ]),
  )
  .concat({ n: 256, bound: 0.3, near: 2e-6, skew: true });

describe.each(["fused", "plain"] as const)("matrices in WebAssembly SIMD, %s", async (build) => {
  const kernels = await simd([build]);
  const matrices = kernels?.matrices;
  if (!matrices) throw new Error(`This Node has no WebAssembly SIMD as “${build}” needs it.`);

  it.each(cases)(
    "agree with float64: n = $n, entries up to $bound/√n, skew: $skew",
    async ({ n, bound, near, skew }) => {
      const b = draw(n, bound / Math.sqrt(n), skew, n);
      const g = draw(n, 1, false, n + 1);
      const [b64, g64] = [b, g].map((each) => algebra.fromHost(each));
      const [values, gradient] = [b, g].map((each) => Float32Array.from(each.values));
      const to = new Float32Array(n * n);
      const expectNear = (name: string, wanted: Matrix, tolerance = near) =>
        expect(relativeError(to, wanted.values), name).toBeLessThan(tolerance);

      matrices.product(n, values, gradient, false, to);
      expectNear("product", algebra.mul(b64, g64), 2e-6);
      matrices.product(n, values, gradient, true, to);
      expectNear("product with the transposed", algebra.mulAdjoint(b64, g64), 2e-6);
      matrices.exponential(n, values, to);
      expectNear("exp", expmArray(b64));
      matrices.exponentialAdjoint(n, values, gradient, to);
      expectNear("adjoint derivative", await expmAdjoint(algebra, b64, g64));
    },
  );

  it("refuse what is not finite", () => {
    const to = new Float32Array(4);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const b = Float32Array.of(0, bad, -bad, 0);
      expect(() => matrices.exponential(2, b, to)).toThrow("finite");
      expect(() => matrices.exponentialAdjoint(2, b, to, to)).toThrow("finite");
    }
  });
});
