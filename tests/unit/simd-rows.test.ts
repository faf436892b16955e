import { describe, expect, it } from "vitest";
import { simd } from "../../src/kernels/simd";
import { drawPass, PAIRS, runPass } from "../reference/pass-example";

/** The kernels that multiply four rows at a time, and six. */
const both = Promise.all(
  [false, true].map(async (sixRows) => {
    const kernels = await simd(["fused"], sixRows);
    if (!kernels) throw new Error("This Node has no relaxed WebAssembly SIMD.");
    return kernels;
  }),
);

describe("products of six rows at a time have the bits of four at a time", () => {
  const cells = [
    { id: "tanh" as const, cell: "simple" as const },
    { id: PAIRS, cell: "simple" as const },
    { id: "tanh" as const, cell: "lstm" as const },
    { id: "tanh" as const, cell: "gru" as const },
  ];
  // Batches of every remainder by six; columns above and below what is copied before it is multiplied.
  const sizes = [
    { n: 2, batch: 1, steps: 3 },
    { n: 8, batch: 8, steps: 4, classes: false },
    { n: 34, batch: 12, steps: 5 },
    { n: 66, batch: 16, steps: 7, classes: false },
    { n: 72, batch: 21, steps: 5 },
    { n: 130, batch: 32, steps: 3 },
  ];
  const cases = cells.flatMap((cell) => sizes.map((size) => ({ ...cell, ...size })));

  it.each(cases)("$cell, $id, n = $n, batch $batch, T = $steps", async ({ id, ...of }) => {
    const example = drawPass(id, of);
    const [four, six] = (await both).map(({ pass }) => runPass(pass, example, Float32Array));
    expect(six.length).toBe(four.length);
    for (const [i, values] of four.entries()) expect(six[i], `result ${i}`).toEqual(values);
    expect(four[1].some((x) => x !== 0)).toBe(true);
  });
});
