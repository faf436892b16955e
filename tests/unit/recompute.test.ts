import { beforeAll, describe, expect, it } from "vitest";
import { memoryNeeded, neededFor } from "../../scripts/memory-needed";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { SCAN_ACTIVATION_IDS as IDS } from "../../src/kernels/activations";
import { stateWidth } from "../../src/kernels/cell-size";
import type { Pass } from "../../src/kernels/pass";
import { keptBytes, MAX_KEPT_BYTES, stretchOf } from "../../src/kernels/recompute";
import { referencePass } from "../../src/kernels/reference-pass";
import type { PassAttributes } from "../../src/kernels/rnn-pass";
import { simd } from "../../src/kernels/simd";
import { passBytes } from "../../src/kernels/simd/pass-sizes";
import { TASKS } from "../../src/tasks";
import { drawPass, PAIRS, type PassExample, runPass } from "../reference/pass-example";

const WAYS = ["plain TypeScript", "SIMD"] as const;
const passes: Record<string, Pass> = { [WAYS[0]]: referencePass(Float32Array) };
beforeAll(async () => {
  const kernels = await simd();
  if (!kernels) throw new Error("This Node has no WebAssembly SIMD.");
  passes[WAYS[1]] = kernels.pass;
});

const changed = ({ attributes, arrays }: PassExample, change: Partial<PassAttributes>): PassExample => ({
  attributes: { ...attributes, ...change },
  arrays,
});

describe("a pass that computes stretches of time again", () => {
  // Slices of SIMD have 5 time steps at n = 48 and 24 sequences, 10 at n = 8 and 12. A third of the time steps has no loss.
  const sizes = [
    { n: 48, batch: 24, steps: 53 },
    { n: 8, batch: 12, steps: 40, classes: false },
    { n: 6, batch: 3, steps: 7 },
  ];
  const cells = [
    ...IDS.map((id) => ({ id, cell: "simple" as const })),
    ...(["lstm", "gru"] as const).map((cell) => ({ id: "tanh" as const, cell })),
  ];
  const cases = WAYS.flatMap((by) =>
    cells.flatMap((cell) => sizes.map((size) => ({ by, ...cell, ...size }))),
  );

  it.each(cases)(
    "has the same numbers bit for bit: $by, $cell, $id, n = $n, batch $batch, T = $steps",
    ({ by, id, ...of }) => {
      const example = drawPass(id, of);
      const whole = runPass(passes[by], changed(example, { want: "gradients" }), Float32Array);
      for (const stretch of [1, 6, 20])
        for (const want of ["gradients", "norms"] as const) {
          const again = runPass(passes[by], changed(example, { want, stretch }), Float32Array);
          expect(again.slice(0, 3), `${want}, ${stretch}`).toEqual(whole);
        }
    },
  );

  it.each(cases)("has the norms of a trace’s gradients: $by, $cell, $id, n = $n", ({ by, id, ...of }) => {
    const example = drawPass(id, of);
    const [, , , , gradient] = runPass(passes[by], example, Float32Array);
    const perTimeStep = stateWidth(example.attributes.size) * of.batch;
    const wanted = Array.from({ length: of.steps + 1 }, (_, t) =>
      Math.hypot(...gradient.subarray(t * perTimeStep, (t + 1) * perTimeStep)),
    );
    for (const stretch of [of.steps, 6]) {
      const [, , , norms] = runPass(passes[by], changed(example, { want: "norms", stretch }), Float32Array);
      expect(norms).toHaveLength(of.steps + 1);
      for (const [t, norm] of norms.entries()) expect(norm / wanted[t]).toBeCloseTo(1, 6);
    }
  });

  it("begins where all states take more than 1 GiB, and then needs less", () => {
    const of = {
      activation: "tanh" as const,
      size: { inputs: 1, units: 512, outputs: 10, complex: false },
      batch: 512,
      want: "gradients" as const,
    };
    // 4 bytes × 512 sequences × 512 units is 1 MiB per time step, and at the last step ten outputs.
    expect(keptBytes({ ...of, steps: 1022, first: 1021 })).toBe(1023 * 2 ** 20 + 512 * 10 * 4);
    expect(stretchOf({ ...of, steps: 1022, first: 1021 })).toBe(1022);
    expect(stretchOf({ ...of, steps: 5000, first: 4999 })).toBe(71);
    expect(MAX_KEPT_BYTES).toBe(2 ** 30);
    const all = passBytes({ ...of, steps: 1022, first: 1021 }, false);
    const stretches = passBytes({ ...of, steps: 5000, first: 4999 }, false);
    expect(all).toBeGreaterThan(2 ** 30);
    // 71 + 71 states of 1 MiB, W twice and its gradient, and the batch.
    expect(stretches / 2 ** 20).toBeGreaterThan(142);
    expect(stretches / 2 ** 20).toBeLessThan(220);
  });
});

describe("the memory of a pass of gated cells in SIMD", () => {
  it.each(["lstm", "gru"] as const)(
    "holds states and gates, and less of them where stretches are computed again: %s",
    (cell) => {
      const of = {
        activation: "tanh" as const,
        size: { inputs: 1, units: 256, outputs: 10, complex: false, cell },
        batch: 128,
        want: "gradients" as const,
      };
      // A state has h, and c of an LSTM; four numbers per unit are kept for the way back. One of these is 128 KiB per time step.
      const parts = cell === "lstm" ? 6 : 5;
      const all = passBytes({ ...of, steps: 1000, first: 999, stretch: 1000 }, false);
      expect(all / 2 ** 17).toBeGreaterThan(parts * 1000);
      expect(all / 2 ** 17).toBeLessThan(parts * 1000 + 150);
      expect(stretchOf({ ...of, steps: 5000, first: 4999 })).toBe(71);
      const stretches = passBytes({ ...of, steps: 5000, first: 4999 }, false);
      // 71 time steps of all, and 71 saved states.
      const saved = (cell === "lstm" ? 2 : 1) * 71;
      expect(stretches / 2 ** 17).toBeGreaterThan(parts * 71 + saved);
      expect(stretches / 2 ** 17).toBeLessThan(parts * 71 + saved + 150);
    },
  );
});

/** ‖found − wanted‖∞ / ‖wanted‖∞ */
function difference(found: Float32Array, wanted: Float32Array): number {
  let [largest, worst] = [0, 0];
  for (const [i, value] of wanted.entries()) {
    largest = Math.max(largest, Math.abs(value));
    worst = Math.max(worst, Math.abs(found[i] - value));
  }
  return worst / largest;
}

describe("a pass in WebAssembly SIMD at large sizes", () => {
  it.each([
    { id: "modrelu" as const, n: 512, batch: 512, steps: 2 },
    { id: "tanh" as const, n: 1024, batch: 20, steps: 3, classes: false },
    { id: PAIRS, n: 2048, batch: 5, steps: 2 },
    { id: "tanh" as const, cell: "lstm" as const, n: 300, batch: 70, steps: 2 },
    { id: "tanh" as const, cell: "gru" as const, n: 600, batch: 4, steps: 2, classes: false },
  ])("agrees with the reference: $id, $n numbers per state, batch $batch", ({ id, ...of }) => {
    const example = changed(drawPass(id, of), { want: "gradients" });
    const [found, wanted] = WAYS.map((by) => runPass(passes[by], example, Float32Array)).reverse();
    for (const [i, values] of wanted.entries())
      expect(difference(found[i], values), `result ${i}`).toBeLessThan(1e-5);
  });
});

describe("the command", () => {
  it("says what computing again saves", () => {
    const config = (units: number): RunConfig => ({
      ...DEFAULT_CONFIG,
      task: "adding",
      length: 5000,
      batch: 512,
      units,
    });
    const needed = (units: number) => neededFor(config(units), TASKS.adding.make(config(units), []));
    // 5001 states of 512 sequences and 128 units take 1.31 GB, half of them less than 1 GiB.
    expect(needed(64).stretch).toBeNull();
    const { stretch, bytes } = needed(128);
    expect(stretch?.steps).toBe(71);
    const said = memoryNeeded([needed(64), needed(128)], 0);
    expect(said).toMatch(
      /^At most \d+ MB of memory are needed\. States are computed again on the way back, in stretches of 71 time steps: (\d\.\d) GB instead of (\d\.\d) GB, and a third more operations\.$/,
    );
    const [, now, instead] = /: (\d\.\d) GB instead of (\d\.\d)/.exec(said) ?? [];
    // What is saved is 5001 · 512 · 128 numbers but 2·71 time steps of them.
    expect(Number(instead) - Number(now)).toBeCloseTo((4 * 512 * 128 * (5001 - 142)) / 1e9, 0);
    expect(bytes).toBeLessThan(1e9);
    expect(memoryNeeded([needed(64)], 0)).toMatch(/^At most \d+ MB of memory are needed\.$/);
  });
});
