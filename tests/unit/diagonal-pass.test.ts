import { beforeAll, describe, expect, it } from "vitest";
import { SCAN_ACTIVATION_IDS } from "../../src/kernels/activations";
import type { Pass } from "../../src/kernels/pass";
import { referencePass } from "../../src/kernels/reference-pass";
import { simd } from "../../src/kernels/simd";
import { diagonalOf, drawDiagonal, withWholeMatrix } from "../reference/diagonal-example";
import { passErrors, relativeError, runPass } from "../reference/pass-example";

/** Those of complex lanes. */
const IDS = SCAN_ACTIVATION_IDS.filter((id) => id !== "modrelu");

describe("a pass of a diagonal W in plain TypeScript", () => {
  const sizes = [
    { n: 2, batch: 1, steps: 1 },
    { n: 6, batch: 3, steps: 7 },
    { n: 10, batch: 2, steps: 12, classes: false },
  ];
  it.each(IDS.flatMap((id) => sizes.map((of) => ({ id, ...of }))))(
    "is that of the whole matrix, whose gradient counts on the diagonal: $id, n = $n",
    ({ id, ...of }) => {
      const example = drawDiagonal(id, of);
      for (const stretch of [of.steps, 3]) {
        const { attributes } = example;
        for (const want of ["trace", "norms"] as const) {
          const here = { ...example, attributes: { ...attributes, want, stretch } };
          const found = runPass(referencePass(Float64Array), here, Float64Array);
          const wanted = runPass(referencePass(Float64Array), withWholeMatrix(here), Float64Array);
          expect(found[1]).toHaveLength(of.n);
          expect(relativeError(found[1], diagonalOf(wanted[1], of.n / 2))).toBeLessThan(1e-13);
          for (const [i, values] of found.entries())
            if (i !== 1) expect(relativeError(values, wanted[i]), `result ${i}`).toBeLessThan(1e-13);
        }
      }
    },
  );
});

describe("a pass of a diagonal W in WebAssembly SIMD", () => {
  let passes: readonly Pass[];
  beforeAll(async () => {
    const builds = await Promise.all((["fused", "plain"] as const).map((build) => simd([build])));
    passes = builds.map((kernels) => {
      if (!kernels) throw new Error("This Node has no WebAssembly SIMD.");
      return kernels.pass;
    });
  });

  const sizes = [
    { n: 64, batch: 16, steps: 100 },
    // More than is laid out at once.
    { n: 512, batch: 40, steps: 3 },
    { n: 2, batch: 1, steps: 1 },
    { n: 6, batch: 3, steps: 7 },
    { n: 10, batch: 1, steps: 9 },
    { n: 34, batch: 5, steps: 40 },
  ];
  const cases = IDS.flatMap((id) =>
    sizes.flatMap((of) => [true, false].map((classes) => ({ id, ...of, classes }))),
  );
  it.each(cases)(
    "agrees with the reference in double precision: $id, n = $n, batch $batch, T = $steps, classes: $classes",
    ({ id, ...of }) => {
      const example = drawDiagonal(id, of);
      const wanted = runPass(referencePass(Float64Array), example, Float64Array);
      for (const pass of passes) {
        const found = runPass(pass, example, Float32Array);
        const errors = { ...passErrors(found, wanted), "∂L/∂λ": relativeError(found[1], wanted[1]) };
        // At n = 512 the reference in float32 is itself off by 2.5 × 10⁻⁶.
        for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThan(4e-6);
        // What is not kept comes out the same, in stretches too.
        for (const want of ["metrics", "gradients"] as const) {
          const attributes = { ...example.attributes, want, stretch: Math.ceil(of.steps / 3) };
          const less = runPass(pass, { ...example, attributes }, Float32Array);
          for (const [i, values] of less.entries()) expect(values).toEqual(found[i]);
        }
      }
    },
  );
});
