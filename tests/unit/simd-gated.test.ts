import { beforeAll, describe, expect, it } from "vitest";
import { blockRows, kindOf, places, stateWidth } from "../../src/kernels/cell-size";
import type { Pass } from "../../src/kernels/pass";
import { referencePass } from "../../src/kernels/reference-pass";
import { simd } from "../../src/kernels/simd";
import type { Build } from "../../src/kernels/simd/module";
import { random } from "../../src/math/random";
import { drawPass, type PassExample, passErrors, runPass } from "../reference/pass-example";

const BUILDS: readonly Build[] = ["fused", "plain"];
const CELLS = ["lstm", "gru"] as const;

async function fresh(build: Build): Promise<Pass> {
  const kernels = await simd([build]);
  if (!kernels) throw new Error(`This Node has no WebAssembly SIMD as “${build}” needs it.`);
  return kernels.pass;
}

/** How many entries differ in any bit: the arrays are too long to be shown. */
const differences = (found: readonly Float32Array[], wanted: readonly Float32Array[]) =>
  wanted.map((values, i) => {
    const [a, b] = [found[i], values].map(
      (each) => new Uint32Array(each.buffer, each.byteOffset, each.length),
    );
    return b.reduce((count, bits, k) => count + (a[k] === bits ? 0 : 1), Math.abs(a.length - b.length));
  });
const none = (results: readonly unknown[]) => results.map(() => 0);

describe.each(BUILDS)("a pass of gated cells in WebAssembly SIMD, %s", (build) => {
  let pass: Pass;
  beforeAll(async () => {
    pass = await fresh(build);
  });

  const sizes = [
    { n: 1, batch: 3, steps: 5 },
    { n: 2, batch: 1, steps: 1 },
    { n: 5, batch: 1, steps: 9 },
    { n: 8, batch: 4, steps: 1 },
    { n: 33, batch: 3, steps: 20 },
    { n: 64, batch: 16, steps: 40 },
    { n: 70, batch: 18, steps: 30 },
    // More than is copied at once of rows, and more rows than a slice has.
    { n: 130, batch: 140, steps: 2 },
  ];
  const cases = CELLS.flatMap((cell) =>
    sizes.flatMap((size) => [true, false].map((classes) => ({ cell, ...size, classes }))),
  );

  it.each(cases)(
    "agrees with the reference in double precision: $cell, n = $n, batch $batch, T = $steps, classes: $classes",
    (of) => {
      const example = drawPass("tanh", of);
      const wanted = runPass(referencePass(Float64Array), example, Float64Array);
      const found = runPass(pass, example, Float32Array);
      for (const [name, error] of Object.entries(passErrors(found, wanted)))
        expect(error, name).toBeLessThan(4e-6);
      // What is not kept comes out the same.
      for (const want of ["metrics", "gradients", "norms"] as const) {
        const less = runPass(pass, { ...example, attributes: { ...example.attributes, want } }, Float32Array);
        const both = less.slice(0, 3);
        expect(differences(both, found.slice(0, both.length)), want).toEqual(none(both));
      }
    },
  );

  it.each(CELLS)("begins at zero without a first state: %s", (cell) => {
    const { attributes, arrays } = drawPass("tanh", { n: 9, batch: 3, steps: 6, cell });
    const { h0, ...others } = arrays;
    // Memory in which the pass with a first state has left numbers.
    runPass(pass, { attributes, arrays }, Float32Array);
    const zero = new Float32Array(h0?.length ?? 0);
    const found = runPass(pass, { attributes, arrays: others }, Float32Array);
    const wanted = runPass(pass, { attributes, arrays: { ...others, h0: zero } }, Float32Array);
    expect(differences(found, wanted)).toEqual(none(wanted));
  });

  it.each(CELLS)("has the gradients of finite differences along random directions: %s", (cell) => {
    const example = drawPass("tanh", { n: 7, batch: 3, steps: 11, cell });
    const { arrays, attributes } = example;
    const [, dW, dParameters, , gradient] = runPass(pass, example, Float32Array);
    const s = stateWidth(attributes.size);
    const stream = random(1, `directions ${cell}`);
    const draw = (length: number) => Float64Array.from({ length }, () => stream.uniform(-1, 1));
    const given = [
      ["w", arrays.w, dW],
      ["parameters", arrays.parameters, dParameters],
      ["h0", arrays.h0 ?? new Float32Array(0), gradient.subarray(0, attributes.batch * s)],
    ] as const;
    for (const [name, at, slope] of given) {
      const direction = draw(at.length);
      const loss = (distance: number) => {
        const moved = Float64Array.from(at, (x, i) => x + distance * direction[i]);
        const changed = { attributes, arrays: { ...arrays, [name]: moved as unknown as Float32Array } };
        return runPass(referencePass(Float64Array), changed, Float64Array)[0][0];
      };
      const h = 1e-4;
      const wanted = (loss(h) - loss(-h)) / (2 * h);
      const found = slope.reduce((sum, x, i) => sum + x * direction[i], 0);
      const size = Math.hypot(...slope) * Math.hypot(...direction);
      expect(Math.abs(found - wanted) / size, name).toBeLessThan(1e-6);
    }
  });

  it.each(CELLS)(
    "takes infinities, NaN and zeros in the sums of its gates as the reference does: %s",
    (cell) => {
      const { POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN: not } = Number;
      const values = [POSITIVE_INFINITY, NEGATIVE_INFINITY, not, 0, -0, 3e38, -3e38, 1e-40, 1, -1, 30, -30];
      const n = values.length;
      const { attributes, arrays } = drawPass("tanh", { n, batch: 2, steps: 1, cell });
      const { blocks } = kindOf(attributes.size);
      for (let block = 0; block < blocks.length; block++) {
        const parameters = arrays.parameters.slice();
        parameters.set(values, places(attributes.size).b.start + block * n);
        const example: PassExample = {
          attributes,
          arrays: { ...arrays, parameters, w: new Float32Array(blockRows(attributes.size) * n) },
        };
        const [found, wanted] = [pass, referencePass(Float32Array)].map((each) =>
          runPass(each, example, Float32Array),
        );
        for (const i of [3, 4])
          for (const [k, value] of wanted[i].entries())
            if (Number.isFinite(value)) expect(found[i][k]).toBeCloseTo(value, 6);
            else expect(found[i][k], `${blocks[block]}, result ${i}`).toBe(value);
        expect(found[0][0]).toBe(wanted[0][0]);
      }
    },
  );

  it.each(CELLS)("spreads NaN in one unit’s state as far as the reference does: %s", (cell) => {
    const { attributes, arrays } = drawPass("tanh", { n: 5, batch: 3, steps: 3, cell });
    const s = stateWidth(attributes.size);
    const h0 = arrays.h0?.slice() ?? new Float32Array(0);
    h0[s + 1] = Number.NaN;
    const example = { attributes, arrays: { ...arrays, h0 } };
    const [found, wanted] = [pass, referencePass(Float32Array)].map((each) =>
      runPass(each, example, Float32Array).map((values) => Array.from(values, Number.isNaN)),
    );
    expect(found).toEqual(wanted);
    expect(found[3]).toContain(true);
    expect(found[3]).toContain(false);
  });

  it("gives the same numbers in a used memory as in a new one, whatever came before", async () => {
    const used = [
      { n: 5, batch: 3, steps: 4, cell: "lstm" },
      { n: 33, batch: 5, steps: 9, cell: "gru" },
      { n: 20, batch: 2, steps: 9 },
      { n: 5, batch: 3, steps: 4, classes: false, cell: "gru" },
      { n: 10, batch: 1, steps: 2, cell: "lstm" },
    ] as const;
    for (const of of used) {
      const example = drawPass("tanh", of);
      const found = runPass(pass, example, Float32Array);
      const wanted = runPass(await fresh(build), example, Float32Array);
      expect(differences(found, wanted)).toEqual(none(wanted));
      // Leaves infinities in all of the memory that the next, smaller call will use.
      const infinite = drawPass("tanh", of);
      infinite.arrays.parameters.fill(Number.POSITIVE_INFINITY);
      runPass(pass, infinite, Float32Array);
    }
  });

  it.each(CELLS)("flushes subnormal gradients, which are slow, unless they are wanted: %s", (cell) => {
    const steps = 400;
    const { attributes, arrays } = drawPass("tanh", { n: 8, batch: 4, steps, cell });
    const { start, end } = places(attributes.size).Vt;
    /** How many gradients of V are subnormal. Each class is the input of its own forty time steps. */
    const subnormal = (want: "gradients" | "norms", scale: number) => {
      const example: PassExample = {
        attributes: { ...attributes, first: steps - 1, want },
        arrays: {
          ...arrays,
          w: arrays.w.map((x) => x / 10),
          inputs: Int32Array.from({ length: steps * 4 }, (_, r) => Math.floor(r / 160)),
          targets: arrays.targets.slice(-4),
          weights: new Float32Array(4).fill(scale),
          accuracyWeights: new Float32Array(4),
        },
      };
      const [, , dParameters] = runPass(pass, example, Float32Array);
      return dParameters.slice(start, end).filter((x) => x !== 0 && Math.abs(x) < 2 ** -126).length;
    };
    const scales = Array.from({ length: 10 }, (_, k) => 2 ** (-4 * k));
    expect(scales.map((scale) => subnormal("gradients", scale))).toEqual(scales.map(() => 0));
    expect(Math.max(...scales.map((scale) => subnormal("norms", scale)))).toBeGreaterThan(0);
  });
});
