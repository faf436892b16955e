import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CELL_IDS } from "../../src/kernels/cells";
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
