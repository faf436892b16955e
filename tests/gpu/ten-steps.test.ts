import { afterAll, beforeAll, expect, test } from "vitest";
import { tune } from "../../src/kernels/webgpu";
import { CPU_TUNING, GPU_TUNING } from "../../src/kernels/wgsl/workgroup-tuning";
import { RULE_IDS } from "../../src/rules";
import { configOf, LOSSES, labLosses, reference, trainingOf } from "../reference/ten-steps";
import { largestRelativeError } from "../reference/training";
import { startDevice } from "./device";
import type { NanFilled } from "./nan-filled";

let filled: NanFilled;
let worst = 0;
beforeAll(async () => {
  filled = await startDevice();
});
afterAll(() => console.log(`Worst difference of a loss from float64: ${worst.toExponential(1)}.`));

for (const [name, spread] of Object.entries({ many: GPU_TUNING, few: CPU_TUNING })) {
  test.each(RULE_IDS)(
    `ten steps have the losses of the float64 reference: %s, ${name} threads`,
    async (rule) => {
      tune(spread);
      const run = configOf(rule);
      const { losses, initial } = await labLosses(run);
      expect(losses).toHaveLength(LOSSES);
      const error = largestRelativeError(losses, await reference(run, trainingOf(run), initial));
      expect(error).toBeLessThan(rule === "arjovsky" ? 1e-3 : 1e-5);
      if (rule !== "arjovsky") worst = Math.max(worst, error);
    },
  );
}

test("nothing was written beyond the end of a buffer", async () => {
  expect(await filled.overrun()).toBe(0);
});
