import { tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CELL_IDS } from "../../src/kernels/cells";
import { rnnPass } from "../../src/kernels/rnn-pass";
import { tune } from "../../src/kernels/webgpu";
import { CPU_TUNING, GPU_TUNING } from "../../src/kernels/wgsl/workgroup-tuning";
import { compareCells } from "../golden/cells-float32";
import { gatedConfigOf, gatedReference, LOSSES, labLosses } from "../reference/ten-steps";
import { largestRelativeError } from "../reference/training";
import { startDevice } from "./device";
import type { NanFilled } from "./nan-filled";

const GATED = CELL_IDS.filter((id) => id !== "simple");

let filled: NanFilled;
beforeAll(async () => {
  filled = await startDevice();
});
afterAll(async () => expect(await filled.overrun()).toBe(0));

test("more units than a workgroup has memory for are refused in a sentence", () => {
  const some = tensor1d([0]);
  const inputs = { parameters: some, inputs: some, targets: some, weights: some, accuracyWeights: some };
  const size = { inputs: 1, units: 1025, outputs: 1, complex: false, cell: "lstm" } as const;
  const attributes = { activation: "tanh", size, steps: 1, batch: 1, first: 0, want: "metrics" } as const;
  expect(() => rnnPass({ ...inputs, w: tensor2d([[0]]) }, attributes)).toThrow(
    "1025 numbers in h are too many for WebGPU: at most 1024.",
  );
  some.dispose();
});

describe.each([GPU_TUNING, CPU_TUNING])("gated cells on WebGPU, $id threads", (tuning) => {
  beforeAll(() => tune(tuning));

  compareCells(`WebGPU, ${tuning.id} threads`);

  test.each(GATED)("ten steps have the losses of the float64 reference: %s", async (cell) => {
    const run = gatedConfigOf(cell);
    const { losses, initial } = await labLosses(run);
    expect(losses).toHaveLength(LOSSES);
    // Training has moved the loss, so that a step that does nothing would be seen.
    expect(Math.abs(losses[LOSSES - 1] / losses[0] - 1)).toBeGreaterThan(0.01);
    expect(largestRelativeError(losses, gatedReference(run, initial))).toBeLessThan(1e-5);
  });
});
