import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";
import { RULE_IDS, RULES } from "../../src/rules";
import { copying } from "../../src/tasks/copying";
import { LaneTrainer } from "../../src/training/lane-trainer";
import { spectralRadius } from "../reference/eigenvalues";
import { BACKENDS, useBackend } from "./backends";

const SMALL: RunConfig = { ...DEFAULT_CONFIG, length: 6, recall: 1, units: 8, batch: 4, lr: 0.05 };

const begin = (config: RunConfig, key: LaneKey = "b") =>
  LaneTrainer.begin(config, key, copying.make(config, []));

/** ‖WWᵀ − I‖_F from the definition. */
function driftOf(w: ArrayLike<number>): number {
  const n = Math.sqrt(w.length);
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let entry = i === j ? -1 : 0;
      for (let k = 0; k < n; k++) entry += w[i * n + k] * w[j * n + k];
      sum += entry * entry;
    }
  return Math.sqrt(sum);
}

describe.each(BACKENDS)("a moment, on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(RULE_IDS.flatMap((rule) => RULES[rule].numbers.map((numbers) => [rule, numbers] as const)))(
    "has, under %s with %s numbers, to the last bit the scalars that its step is then recorded with, and measuring it changes no step",
    async (rule, numbers) => {
      const config = { ...SMALL, b: { ...SMALL.b, rule, numbers } };
      const [watched, alone] = [await begin(config), await begin(config)];
      for (let step = 0; step < 12; step++) {
        // Some moments are measured twice, some not at all.
        if (step % 3 !== 2) await watched.observe();
        if (step % 3 === 1) await watched.observe();
        await watched.advance();
        await alone.advance();
      }
      const { records, moments } = await watched.drain();
      expect(records).toEqual((await alone.drain()).records);
      expect(await watched.weights()).toEqual(await alone.weights());
      expect(moments.map(({ step }) => step)).toEqual([0, 1, 3, 4, 6, 7, 9, 10]);
      for (const moment of moments) {
        const { loss, accuracy, gradNorm } = records[moment.step];
        expect([moment.loss, moment.accuracy, moment.gradNorm]).toEqual([loss, accuracy, gradNorm]);
      }
      watched.free();
      alone.free();
    },
  );

  it("is measured in full after each of the first ten steps, then every so many", async () => {
    const trainer = await begin(SMALL);
    await trainer.observe();
    for (let step = 0; step < 40; step++) await trainer.advance(8);
    const { moments } = await trainer.drain();
    expect(moments.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 24, 32, 40]);
    trainer.free();
  });

  it("has the drift of its own W, in float64", async () => {
    const trainer = await begin({ ...SMALL, units: 24 });
    for (let step = 0; step < 20; step++) await trainer.advance(1);
    for (const { drift, w } of (await trainer.drain()).moments) {
      expect(drift).toBeLessThan(1e-5);
      expect(Math.abs(drift - driftOf(w))).toBeLessThan(1e-9 * drift);
    }
    trainer.free();
  });

  it("is measured again where another rule has moved W since", async () => {
    const config = { ...SMALL, lr: 0.5, b: { ...SMALL.b, rule: "euclidean" as const } };
    const trainer = await begin(config);
    for (let step = 0; step < 3; step++) await trainer.advance();
    await trainer.observe();
    await trainer.adjust({ ...config, b: { ...config.b, rule: "exp" } }, { ...config.b, rule: "exp" });
    await trainer.observe();
    await trainer.advance();
    const { records, moments } = await trainer.drain();
    expect(records.map(({ step }) => step)).toEqual([0, 1, 2, 3, 3]);
    expect(moments.map(({ step }) => step)).toEqual([3, 3]);
    expect(moments[0].drift).toBeGreaterThan(1e-3);
    expect(moments[1].drift).toBeLessThan(1e-5);
    // The step was made from the W that was measured last.
    expect(moments[1].loss).toBe(records[4].loss);
    trainer.free();
  });
});

describe("a lane that stops", () => {
  beforeAll(() => useBackend("wasm"));

  it("shows its last eight finite moments, each with what belongs to its own W, and forgets no tensor", async () => {
    const preset = PRESETS.find(({ id }) => id === "constraint")!;
    const config = presetConfig(preset);
    const before = memory().numTensors;
    const naive = await begin({ ...config, b: { ...config.b, rule: "euclidean" } });
    while (!naive.stopped) await naive.advance();
    await naive.observe();
    const { moments, records } = await naive.drain();
    const stop = naive.stopped.step;
    expect(moments.map(({ step }) => step)).toEqual(
      Array.from({ length: Math.min(8, stop) }, (_, i) => Math.max(0, stop - 8) + i),
    );
    for (const { step, drift, loss, w, gradLast } of moments) {
      const radius = spectralRadius(w);
      expect(drift).toBeGreaterThanOrEqual(radius ** 2 - 1 - 1e-6);
      expect(Math.abs(drift / driftOf(w) - 1)).toBeLessThan(1e-6);
      expect(loss).toBe(records[step].loss);
      expect(gradLast.every(Number.isFinite)).toBe(true);
    }
    // Seed 1: the last finite W lies far outside, and its gradient grows.
    const last = moments.at(-1)!;
    expect(last.drift).toBeGreaterThan(50);
    expect(last.gradLast[1] / last.gradLast[66]).toBeGreaterThan(1e20);
    const { W } = await naive.weights();
    expect(naive.lastFiniteStep).toBe(last.step);
    expect([...W.data]).toEqual([...last.w]);
    naive.free();
    expect(memory().numTensors).toBe(before);
  });

  it("has nothing to show of a start that is not finite", async () => {
    const config = {
      ...SMALL,
      length: 200,
      a: { ...SMALL.a, init: "gaussian" as const, gain: 10, activation: "identity" as const },
    };
    const trainer = await begin(config, "a");
    await trainer.observe();
    expect(trainer.stopped?.step).toBe(0);
    expect((await trainer.drain()).moments).toEqual([]);
    trainer.free();
  });
});
