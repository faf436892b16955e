import { readFileSync } from "node:fs";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { PRESETS, presetConfig } from "../../src/config/presets";
import type { RunConfig } from "../../src/config/schema";
import { LANE_KEYS, type LaneKey } from "../../src/lanes";
import { drift } from "../../src/math/arrays";
import { spectrum } from "../../src/math/spectrum";
import { TASKS } from "../../src/tasks";
import { copying } from "../../src/tasks/copying";
import { LaneTrainer } from "../../src/training/lane-trainer";
import { Trainer } from "../../src/training/trainer";
import { useBackend } from "./backends";

const preset = (id: string): RunConfig => {
  const found = PRESETS.find((one) => one.id === id);
  if (!found) throw new Error(`There is no preset ${id}.`);
  return presetConfig(found);
};
const begin = (config: RunConfig) => Trainer.begin(config, copying.make(config, []));
/** (3 ln 4)/66: what a network without memory reaches on Remember. */
const BASELINE = (3 * Math.log(4)) / 66;

async function ratio(trainer: Trainer, lane: LaneKey): Promise<number> {
  const { gradLast } = await trainer.lanes[lane].probe();
  return gradLast[1] / gradLast[66];
}

describe("the presets do what they say, on wasm", () => {
  beforeAll(() => useBackend("wasm"));

  it.each([1, 2, 3, 4, 5])(
    "Remember, seed %i: the unitary lane learns and keeps its gradient, the plain one does neither",
    async (seed) => {
      const before = memory().numTensors;
      const trainer = await begin({ ...preset("remember"), seed });
      expect(await ratio(trainer, "a")).toBeLessThan(1e-9);
      let [at300, worstDrift] = [Number.NaN, 0];
      for (let step = 0; step < 500; step++) {
        if (step % 10 === 0) {
          const kept = await ratio(trainer, "b");
          expect(kept).toBeGreaterThan(0.2);
          expect(kept).toBeLessThan(5);
        }
        await trainer.advance();
        if (trainer.step === 300) at300 = trainer.lanes.b.heldOut.loss;
      }
      for (const { drift } of (await trainer.lanes.b.drain()).records)
        worstDrift = Math.max(worstDrift, drift);
      expect(at300).toBeLessThan(0.1 * BASELINE);
      expect(worstDrift).toBeLessThan(2e-5);
      expect(trainer.lanes.a.heldOut.step).toBe(500);
      expect(Math.abs(trainer.lanes.a.heldOut.loss / BASELINE - 1)).toBeLessThan(0.05);
      expect(await ratio(trainer, "a")).toBeLessThan(1e-5);
      const { w } = await trainer.lanes.b.probe();
      const { re, im } = spectrum({ n: 32, values: w });
      for (const [i, x] of re.entries()) expect(Math.abs(Math.hypot(x, im[i]) - 1)).toBeLessThan(1e-4);
      trainer.free();
      expect(memory().numTensors).toBe(before);
    },
  );

  it.each(PRESETS.map(({ id }) => id))("%s begins on its own task and makes its first steps", async (id) => {
    const config = preset(id);
    const maker = TASKS[config.task];
    const texts = maker.files.map((file) =>
      readFileSync(new URL(`../../public/${file}`, import.meta.url), "utf8"),
    );
    const trainer = await Trainer.begin(config, maker.make(config, texts));
    await trainer.advance();
    expect(trainer.step).toBe(1);
    for (const lane of LANE_KEYS) {
      expect(Number.isFinite(trainer.lanes[lane].initial.loss)).toBe(true);
      expect((await trainer.lanes[lane].drain()).records[0].loss).toBe(trainer.lanes[lane].initial.loss);
    }
    trainer.free();
  });

  it("The activation matters: from the same kind of start, sigmoid has no gradient left and learns nothing", async () => {
    const trainer = await begin(preset("activation"));
    // Each sigmoid takes at least three quarters: 4⁻⁶⁵ and less is left of a gradient that W itself keeps.
    expect(await ratio(trainer, "a")).toBeLessThan(4 ** -65);
    expect(await ratio(trainer, "b")).toBeGreaterThan(0.9);
    for (let step = 0; step < 300; step++) await trainer.advance();
    expect(trainer.lanes.a.heldOut.loss).toBeGreaterThan(0.9 * BASELINE);
    expect(trainer.lanes.b.heldOut.loss).toBeLessThan(0.1 * BASELINE);
    expect(await ratio(trainer, "b")).toBeGreaterThan(0.2);
    trainer.free();
  });

  it("W must learn: lane A keeps the W it was given to the last bit, lane B moves it and keeps it orthogonal", async () => {
    const config = preset("w-must-learn");
    const trainer = await Trainer.begin(config, TASKS.adding.make(config, []));
    for (let step = 0; step < 3; step++) await trainer.advance();
    const [a, b] = [await trainer.lanes.a.weights(), await trainer.lanes.b.weights()];
    const start = { a: trainer.lanes.a.initial, b: trainer.lanes.b.initial };
    expect(a.W.data).toEqual(start.a.weights.W.data);
    expect(a.V.data).not.toEqual(start.a.weights.V.data);
    expect(b.W.data).not.toEqual(start.b.weights.W.data);
    for (const { drift } of (await trainer.lanes.b.drain()).records) expect(drift).toBeLessThan(2e-5);
    trainer.free();
  });

  it("Explode leaves the finite numbers within 10 steps and says at which and why", async () => {
    const trainer = await begin(preset("explode"));
    for (let step = 0; step < 10; step++) await trainer.advance();
    const stop = trainer.lanes.a.stopped;
    expect(stop?.step).toBeLessThan(10);
    expect(stop?.explanation).toMatch(/overflow|past the largest|until the loss was/);
    expect(trainer.lanes.b.stopped).toBeNull();
    expect(trainer.lanes.b.step).toBe(10);
    trainer.free();
  });

  it.each([1, 2, 3, 4, 5])(
    "Clipping, seed %i: the clip keeps the exploding RNN going and it learns, the vanished one does not",
    async (seed) => {
      const config = { ...preset("clipping"), seed };
      const without = await begin({ ...config, a: { ...config.a, clip: 0 } });
      for (let step = 0; step < 3 && !without.lanes.a.stopped; step++) await without.advance();
      expect(without.lanes.a.stopped).not.toBeNull();
      without.free();

      const trainer = await begin(config);
      expect(await ratio(trainer, "a")).toBeGreaterThan(100);
      expect(await ratio(trainer, "b")).toBeLessThan(1e-9);
      for (let step = 0; step < 500; step++) await trainer.advance();
      expect(trainer.lanes.a.heldOut.step).toBe(500);
      expect(trainer.lanes.a.heldOut.loss).toBeLessThan(0.75 * BASELINE);
      expect(Math.abs(trainer.lanes.b.heldOut.loss / BASELINE - 1)).toBeLessThan(0.05);
      const limited = async (lane: LaneKey) =>
        (await trainer.lanes[lane].drain()).records.filter(({ gradNorm }) => gradNorm > 1).length;
      expect(await limited("a")).toBeGreaterThan(300);
      expect(await limited("b")).toBeLessThan(20);
      trainer.free();
    },
  );

  it.each([1, 2, 3, 4, 5])(
    "Orthogonal start alone, seed %i: both learn, and only the constrained lane stays orthogonal",
    async (seed) => {
      const trainer = await begin({ ...preset("orthogonal-start"), seed });
      for (const lane of LANE_KEYS) {
        const { w } = await trainer.lanes[lane].probe();
        expect(drift({ n: 32, values: Float64Array.from(w) })).toBeLessThan(2e-5);
        expect(await ratio(trainer, lane)).toBeCloseTo(1, 3);
      }
      for (let step = 0; step < 500; step++) await trainer.advance();
      const radius = async (lane: LaneKey) => {
        const { w } = await trainer.lanes[lane].probe();
        return spectrum({ n: 32, values: w }).spectralRadius;
      };
      expect(trainer.lanes.a.heldOut.loss).toBeLessThan(0.1 * BASELINE);
      expect(trainer.lanes.b.heldOut.loss).toBeLessThan(0.1 * BASELINE);
      expect(await radius("a")).toBeGreaterThan(1.01);
      expect(await radius("a")).toBeLessThan(1.06);
      expect(await radius("b")).toBeCloseTo(1, 4);
      const lastDrift = async (lane: LaneKey) =>
        (await trainer.lanes[lane].drain()).records.at(-1)?.drift ?? Number.NaN;
      expect(await lastDrift("a")).toBeGreaterThan(0.2);
      expect(await lastDrift("b")).toBeLessThan(2e-5);
      trainer.free();
    },
  );

  it("The constraint matters: Naive is thrown out within 10 steps, Exp learns from the same start", async () => {
    const exp = preset("constraint");
    const naive = { ...exp, b: { ...exp.b, rule: "euclidean" as const } };
    const [thrown, kept] = [await begin(naive), await begin(exp)];
    expect(thrown.lanes.b.initial.weights.W).toEqual(kept.lanes.b.initial.weights.W);
    for (let step = 0; step < 10; step++) await thrown.advance();
    expect(thrown.lanes.b.stopped?.step).toBeLessThan(10);
    for (let step = 0; step < 500; step++) await kept.advance();
    expect(kept.lanes.b.heldOut.step).toBe(500);
    expect(kept.lanes.b.heldOut.loss).toBeLessThan(0.1 * BASELINE);
    thrown.free();
    kept.free();
  });

  const measured = PRESETS.flatMap(({ id, atRates = [] }) => atRates.map((at) => ({ id, ...at })));
  it.each(measured)(
    "$id: on other seeds Naive and Exp end at $lr as often as the page says",
    async (said) => {
      const config = { ...preset(said.id), lr: said.lr };
      const task = copying.make(config, []);
      const others = [201, 202, 203, 204, 205, 206];
      for (const side of ["naive", "exp"] as const) {
        const rule = side === "naive" ? "euclidean" : config.exp;
        const found = { learned: 0, stopped: 0 };
        for (const seed of others) {
          const lane = await LaneTrainer.begin({ ...config, seed, b: { ...config.b, rule } }, "b", task);
          while (lane.step < config.steps && !lane.stopped) await lane.advance();
          if (lane.stopped) found.stopped++;
          else if (lane.heldOut.loss < 0.1 * BASELINE) found.learned++;
          lane.free();
        }
        for (const end of ["learned", "stopped"] as const) {
          // Two shares of one probability p differ by so much: p(1 − p)(1/n + 1/m) is the variance of the difference.
          const p = said[side][end] / said.seeds;
          const deviation = Math.sqrt(p * (1 - p) * (1 / others.length + 1 / said.seeds));
          expect(Math.abs(found[end] / others.length - p), `${side} ${end}`).toBeLessThanOrEqual(
            3 * deviation,
          );
        }
      }
    },
  );
});

describe("a run", () => {
  beforeAll(() => useBackend("wasm"));

  it("begun again from the same config makes the same numbers to the last bit", async () => {
    const losses = async () => {
      const trainer = await begin(preset("remember"));
      for (let step = 0; step < 5; step++) await trainer.advance();
      const all = [...(await trainer.lanes.a.drain()).records, ...(await trainer.lanes.b.drain()).records];
      trainer.free();
      return all;
    };
    expect(await losses()).toEqual(await losses());
  });

  it("takes a new learning rate on its very next step and not before", async () => {
    const config = preset("remember");
    const [steady, changed] = [await begin(config), await begin(config)];
    for (let step = 0; step < 3; step++) {
      await steady.advance();
      await changed.advance();
    }
    await changed.adjust({ ...config, lr: 0.05 });
    expect((await changed.lanes.b.probe()).w).toEqual((await steady.lanes.b.probe()).w);
    await steady.advance();
    await changed.advance();
    expect((await changed.lanes.b.probe()).w).not.toEqual((await steady.lanes.b.probe()).w);
    expect(changed.step).toBe(4);
    steady.free();
    changed.free();
  });

  it("switched from Naive to Exp is projected to an orthogonal matrix and says how far W moved", async () => {
    const config = preset("remember");
    const trainer = await begin({ ...config, b: { ...config.b, rule: "euclidean" } });
    for (let step = 0; step < 20; step++) await trainer.advance();
    const off = (await trainer.lanes.b.drain()).records.at(-1)?.drift ?? 0;
    expect(off).toBeGreaterThan(1e-3);
    await trainer.adjust(config);
    await trainer.advance();
    const { records, remarks } = await trainer.lanes.b.drain();
    expect(records.at(-1)?.drift).toBeLessThan(2e-5);
    expect(remarks[0].step).toBe(20);
    expect(remarks[0].text).toMatch(/moved by ‖ΔW‖ = 0\.\d+/);
    trainer.free();
  });
});
