import { beforeAll, describe, expect, it, vi } from "vitest";
import { SCAN_ACTIVATION_IDS as IDS } from "../../src/kernels/activations";
import { parameterCount, places } from "../../src/kernels/cell-size";
import type { Pass } from "../../src/kernels/pass";
import { referencePass } from "../../src/kernels/reference-pass";
import type { ScanActivation } from "../../src/kernels/rnn-pass";
import { simd } from "../../src/kernels/simd";
import type { Build } from "../../src/kernels/simd/module";
import { drawPass, PAIRS, type PassExample, passErrors, runPass } from "../reference/pass-example";

async function fresh(build: Build): Promise<Pass> {
  const kernels = await simd([build]);
  if (!kernels) throw new Error(`This Node has no WebAssembly SIMD as “${build}” needs it.`);
  return kernels.pass;
}

describe("a pass in WebAssembly SIMD", () => {
  let pass: Pass;
  let unfused: Pass;
  beforeAll(async () => {
    [pass, unfused] = await Promise.all([fresh("fused"), fresh("plain")]);
  });

  const all = (n: number, batch: number, steps: number) => IDS.map((id) => ({ id, n, batch, steps }));
  const cases = [
    ...all(32, 16, 66),
    ...all(64, 16, 100),
    ...all(128, 16, 100),
    { id: "modrelu" as const, n: 128, batch: 32, steps: 400 },
    { id: "tanh" as const, n: 256, batch: 32, steps: 200 },
    // More than is laid out at once, of a moment and of a block.
    { id: "sigmoid" as const, n: 512, batch: 40, steps: 2 },
    ...all(1, 3, 5),
    ...all(5, 1, 9),
    ...all(33, 3, 20),
    ...all(6, 3, 7),
    ...all(16, 4, 1),
    ...all(2, 1, 1),
    // Pairs need an even number of numbers.
  ].filter(({ id, n }) => id !== PAIRS || n % 2 === 0);

  it.each(cases.flatMap((one) => [true, false].map((classes) => ({ ...one, classes }))))(
    "agrees with the reference in double precision: $id, n = $n, batch $batch, T = $steps, classes: $classes",
    ({ id, ...of }) => {
      const example = drawPass(id, of);
      const wanted = runPass(referencePass(Float64Array), example, Float64Array);
      const found = runPass(pass, example, Float32Array);
      for (const each of [found, runPass(unfused, example, Float32Array)]) {
        for (const [name, error] of Object.entries(passErrors(each, wanted))) {
          expect(error, name).toBeLessThan(2e-6);
        }
      }
      // What is not kept comes out the same.
      for (const want of ["metrics", "gradients"] as const) {
        const less = runPass(pass, { ...example, attributes: { ...example.attributes, want } }, Float32Array);
        for (const [i, values] of less.entries()) expect(values).toEqual(found[i]);
      }
    },
  );

  /** σ of each value by itself: one step from h₀ = 0 that is driven by the value. */
  function applied(activation: ScanActivation, values: number[], threshold = 0) {
    const complex = activation === PAIRS;
    const n = values.length;
    const size = { inputs: 1, units: complex ? n / 2 : n, outputs: 1, complex };
    const parameters = new Float32Array(parameterCount(size));
    parameters.set(values, places(size).Vt.start);
    parameters.fill(threshold, places(size).threshold.start);
    const one = Float32Array.of(1);
    const example: PassExample = {
      attributes: { activation, size, steps: 1, batch: 1, first: 0, want: "trace" },
      arrays: {
        w: new Float32Array(n * n),
        parameters,
        inputs: Int32Array.of(0),
        targets: Int32Array.of(0),
        weights: one,
        accuracyWeights: one,
      },
    };
    const [found, wanted] = [pass, referencePass(Float32Array)].map((each) =>
      runPass(each, example, Float32Array),
    );
    return { found: found[3].subarray(n), wanted: wanted[3].subarray(n) };
  }

  it.each(["tanh", "sigmoid"] as const)("computes %s to 2·10⁻⁷, and small values to as many digits", (id) => {
    const spread = Array.from({ length: 801 }, (_, i) => (i - 400) / 20);
    const around = Array.from({ length: 200 }, (_, i) => (i % 2 ? 1 : -1) * 10 ** (-i / 6));
    const { found, wanted } = applied(id, [...spread, ...around]);
    wanted.forEach((right, i) => {
      const difference = Math.abs(found[i] - right);
      expect(difference).toBeLessThan(2e-7);
      if (Math.abs(right) < 0.5) expect(difference).toBeLessThanOrEqual(4e-7 * Math.abs(right));
    });
  });

  it.each(IDS)("takes infinities, NaN and zeros as the reference does: %s", (id) => {
    const { POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN: not } = Number;
    const values = [POSITIVE_INFINITY, NEGATIVE_INFINITY, not, 0, -0, 3e38, -3e38, 1e-40, 1, not, -1, 2];
    for (const threshold of [0, 0.5, -0.5, not]) {
      // A pair's partner stands half way on, so no value is next to an infinity without the reference's knowing.
      const { found, wanted } = applied(id, values, threshold);
      for (let i = 0; i < values.length; i++) {
        if (Number.isFinite(wanted[i])) expect(found[i]).toBeCloseTo(wanted[i], 6);
        else expect(found[i], `σ(${values[i]})`).toBe(wanted[i]);
      }
    }
  });

  it.each(["relu", "identity", "modrelu"] as const)(
    "lets a state that explodes become infinite, then NaN, in the same time step as the reference: %s",
    (id) => {
      const { attributes, arrays } = drawPass(id, { n: 5, batch: 1, steps: 12 });
      const example = {
        attributes,
        arrays: {
          ...arrays,
          w: Float32Array.from({ length: 25 }, (_, i) => (i % 6 === 0 ? 1e5 : 0)),
          parameters: arrays.parameters.map((value, i) => (i < places(attributes.size).Ut.start ? 0 : value)),
          h0: Float32Array.from([1, -1, 0, 2, -3]),
        },
      };
      const [found, wanted] = [pass, referencePass(Float32Array)].map((each) =>
        runPass(each, example, Float32Array).map((values) =>
          Array.from(values, (x) => (Number.isFinite(x) ? "finite" : String(x))),
        ),
      );
      expect(found[3]).toEqual(wanted[3]);
      expect(found[3]).toContain("Infinity");
      expect(found[3]).toContain("NaN");
      expect(found[0][0]).toBe("NaN");
      expect(found[1]).toContain("NaN");
    },
  );

  it("has the right loss for outputs that differ by more than the range of exp in float32", () => {
    const example = drawPass("tanh", { n: 8, batch: 3, steps: 4 });
    const { start, end } = places(example.attributes.size).c;
    const { parameters } = example.arrays;
    for (let k = 0; k < end - start; k++) parameters[start + k] = [-86, 0, -110, -88, -1000][k % 5];
    const wanted = runPass(referencePass(Float64Array), example, Float64Array);
    for (const each of [pass, unfused]) {
      const found = runPass(each, example, Float32Array);
      for (const [name, error] of Object.entries(passErrors(found, wanted)))
        expect(error, name).toBeLessThan(2e-6);
    }
  });

  it("gives the same numbers in a used memory as in a new one, whatever the sizes before", async () => {
    const sizes = [
      { n: 5, batch: 3, steps: 4 },
      { n: 33, batch: 5, steps: 9 },
      { n: 64, batch: 16, steps: 20 },
      { n: 5, batch: 3, steps: 4, classes: false },
      { n: 10, batch: 1, steps: 2 },
    ];
    for (const [k, of] of sizes.entries()) {
      const id = IDS[k % IDS.length] === PAIRS ? "tanh" : IDS[k % IDS.length];
      const example = drawPass(id, of);
      expect(runPass(pass, example, Float32Array)).toEqual(
        runPass(await fresh("fused"), example, Float32Array),
      );
      // Leaves infinities in all of the memory that the next, smaller call will use.
      const infinite = drawPass(id, of);
      infinite.arrays.parameters.fill(Number.POSITIVE_INFINITY);
      runPass(pass, infinite, Float32Array);
    }
  });

  it("is absent if the device has no SIMD, so that the plain reference is used", async () => {
    const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    expect(await simd()).toBeUndefined();
    validate.mockRestore();
  });
});
