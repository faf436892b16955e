import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { DEFAULT_CONFIG, type RunConfig, withField } from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";
import { spectrum } from "../../src/math/spectrum";
import { type Remedy, stopCause } from "../../src/store/stop-cause";
import { TASKS } from "../../src/tasks";
import { LaneTrainer } from "../../src/training/lane-trainer";
import { useBackend } from "./backends";

type Settings = Remedy["settings"];
const made = (config: RunConfig, settings: Settings) =>
  settings.reduce((so, [key, value]) => withField(so, key, value), config);
const preset = (id: string) => presetConfig(PRESETS.find((one) => one.id === id)!);

async function begin(config: RunConfig, lane: LaneKey): Promise<LaneTrainer> {
  const maker = TASKS[config.task];
  const texts = maker.files.map((file) =>
    readFileSync(new URL(`../../public/${file}`, import.meta.url), "utf8"),
  );
  return LaneTrainer.begin(config, lane, maker.make(config, texts));
}

/** Trains until the lane stops, its spectral radius known at every step before. */
async function causeOf(config: RunConfig, lane: LaneKey) {
  const trainer = await begin(config, lane);
  const radii: number[] = [];
  while (!trainer.stopped && trainer.step < 60) {
    const { w } = await trainer.probe();
    radii.push(spectrum({ n: config.units, values: Float64Array.from(w) }).spectralRadius);
    await trainer.advance();
  }
  const { stopped: stop } = trainer;
  const { records } = await trainer.drain();
  const timeSteps = trainer.nextBatch().steps;
  trainer.free();
  if (!stop) throw new Error("The lane did not stop.");
  const moments = records.map((record) => ({
    ...record,
    spectralRadius: record.step < stop.step ? radii[record.step] : null,
  }));
  return stopCause({ lane, stop, config, settledFrom: 0, timeSteps, moments });
}

const GAUSSIAN: Settings = [["a.init", "gaussian"]];
const CASES: readonly [name: string, lane: LaneKey, config: RunConfig, settings: Settings, says: RegExp][] = [
  ["Explode", "a", preset("explode"), [], /^W started/],
  ["Explode, seed 5", "a", preset("explode"), [["seed", 5]], /^W started/],
  ["Explode, seed 8", "a", preset("explode"), [["seed", 8]], /^W started/],
  ["The constraint matters, Naive", "b", preset("constraint"), [["b.rule", "euclidean"]], /^One step/],
  ["The constraint matters, lane A", "a", preset("constraint"), [], /^One step/],
  ["ReLU, gain 2", "a", DEFAULT_CONFIG, [...GAUSSIAN, ["a.gain", 2], ["a.activation", "relu"]], /^W started/],
  [
    "identity, α = 0.1",
    "a",
    DEFAULT_CONFIG,
    [
      ["a.activation", "identity"],
      ["lr", 0.1],
    ],
    /^One step/,
  ],
  [
    "SGD at rate 1",
    "b",
    DEFAULT_CONFIG,
    [
      ["b.optimiser", "sgd"],
      ["b.rate", 1],
    ],
    /moved by SGD at rate 1/,
  ],
  ["RMSProp at rate 1", "a", DEFAULT_CONFIG, [["a.rate", 1]], /moved by RMSProp at rate 1/],
  ["adding, gain 1.5", "a", DEFAULT_CONFIG, [...GAUSSIAN, ["a.gain", 1.5], ["task", "adding"]], /^W started/],
  [
    "adding, Naive",
    "b",
    DEFAULT_CONFIG,
    [
      ["task", "adding"],
      ["lr", 0.1],
      ["b.rule", "euclidean"],
    ],
    /^One step/,
  ],
  ["digits, gain 1.5", "a", DEFAULT_CONFIG, [...GAUSSIAN, ["a.gain", 1.5], ["task", "digits"]], /^W started/],
  [
    "soft penalty",
    "b",
    DEFAULT_CONFIG,
    [
      ["lr", 0.1],
      ["b.beta", 10],
      ["b.rule", "soft"],
    ],
    /^Training moved W too far/,
  ],
];

describe("what is offered to a lane that stopped", () => {
  beforeAll(() => useBackend("wasm"));

  it.each(CASES)("keeps it finite for 200 steps: %s", async (_name, lane, base, settings, says) => {
    const config = made(base, settings);
    const { text, remedies } = await causeOf(config, lane);
    expect(text).toMatch(says);
    expect(remedies.length).toBeGreaterThanOrEqual(2);
    for (const remedy of remedies) {
      const trainer = await begin(made(config, remedy.settings), lane);
      while (!trainer.stopped && trainer.step < 200) await trainer.advance();
      expect([remedy.label, trainer.stopped]).toEqual([remedy.label, null]);
      trainer.free();
    }
  });
});
