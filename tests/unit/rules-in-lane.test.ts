import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type LaneConfig, type RunConfig } from "../../src/config/schema";
import { copying } from "../../src/tasks/copying";
import { freeBatch, uploadBatch } from "../../src/training/device-batch";
import { Lane } from "../../src/training/lane";
import { batchOf } from "../../src/training/lane-trainer";
import { useBackend } from "./backends";

const RATE = 0.1;

/** A lane on a short copying task, with one batch to train on. */
async function train(
  settings: Partial<LaneConfig>,
  use: (lane: Lane, step: () => Promise<{ gradNorm: number; drift: number }>) => Promise<void>,
): Promise<void> {
  const lane: LaneConfig = { ...DEFAULT_CONFIG.a, ...settings };
  const run: RunConfig = { ...DEFAULT_CONFIG, length: 12, units: 8, batch: 4, a: lane };
  const task = copying.make(run, []);
  const before = memory().numTensors;
  const batch = uploadBatch(batchOf(run, task, 0));
  const trained = new Lane(run, "a", task);
  await use(trained, async () => {
    await trained.train(batch, RATE);
    return (await trained.measurements(task.steps))[0];
  });
  trained.free();
  freeBatch(batch);
  expect(memory().numTensors).toBe(before);
}

const w = async (lane: Lane) => Float64Array.from((await lane.weights()).W.data);
const moved = (from: Float64Array, to: Float64Array) => Math.hypot(...to.map((value, i) => value - from[i]));

describe("a lane", () => {
  beforeAll(() => useBackend("cpu"));

  it.each(["real", "complex"] as const)(
    "with clipping moves W by no more than α·τ, and reports the gradient as it was, %s",
    async (numbers) => {
      const exploding = { numbers, init: "gaussian", gain: 2, activation: "identity" } as const;
      await train({ ...exploding, clip: 0.5 }, async (lane, step) => {
        const before = await lane.weights();
        const { gradNorm } = await step();
        const after = await lane.weights();
        const parts = (["data", "imag"] as const).map((part) =>
          moved(Float64Array.from(before.W[part] ?? []), Float64Array.from(after.W[part] ?? [])),
        );
        expect(gradNorm).toBeGreaterThan(5);
        expect(Math.hypot(...parts)).toBeCloseTo(RATE * 0.5, 5);
      });
    },
  );

  it("applies a change of clipping, β or K at the next step", async () => {
    await train({ rule: "soft", init: "gaussian", gain: 2 }, async (lane, step) => {
      const config: LaneConfig = { ...DEFAULT_CONFIG.a, rule: "soft", init: "gaussian", gain: 2 };
      expect(await lane.adjust({ ...config, clip: 1e-6, beta: 0 })).toBeUndefined();
      const before = await w(lane);
      await step();
      expect(moved(before, await w(lane))).toBeLessThan(1.1e-7);
      await lane.adjust({ ...config, clip: 1e-6, beta: 0.01 });
      await step();
      expect(moved(before, await w(lane))).toBeGreaterThan(1e-2);
    });
  });

  it("whose rule is frozen trains everything else", async () => {
    await train({ rule: "frozen", init: "rotations" }, async (lane, step) => {
      const [before, beforeW] = [await lane.weights(), await w(lane)];
      await step();
      expect(await w(lane)).toEqual(beforeW);
      expect((await lane.weights()).V.data).not.toEqual(before.V.data);
    });
  });

  it("keeps its rule if the new one cannot train its numbers, and says when it takes over", async () => {
    await train({ rule: "exp", numbers: "complex", init: "rotations" }, async (lane, step) => {
      const remark = await lane.adjust({ ...DEFAULT_CONFIG.a, rule: "householder" });
      expect(remark).toMatch(/Householder.*real matrices only.*after Reset/);
      await step();
      expect(lane.stopped).toBeNull();
    });
  });

  it("says that Arjovsky’s rule draws W anew", async () => {
    await train({ rule: "exp", numbers: "complex", init: "rotations" }, async (lane, step) => {
      const remark = await lane.adjust({ ...DEFAULT_CONFIG.a, rule: "arjovsky", numbers: "complex" });
      expect(remark).toMatch(/Arjovsky.*another W was drawn/);
      const { drift } = await step();
      expect(drift).toBeLessThan(1e-5);
    });
  });

  it("preconditions W's direction with the optimiser that is set", async () => {
    // Adam's first step moves every entry by α, whatever the gradient's size.
    await train({ precondition: "adam" }, async (lane, step) => {
      const before = await w(lane);
      await step();
      const after = await w(lane);
      const typical = Array.from(after, (value, i) => Math.abs(value - before[i])).sort((a, b) => a - b)[32];
      expect(typical).toBeCloseTo(RATE, 3);
    });
  });
});
