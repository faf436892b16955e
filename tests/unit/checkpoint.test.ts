import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type LaneConfig, type RunConfig } from "../../src/config/schema";
import { CELL_IDS, CELLS } from "../../src/kernels/cells";
import { OPTIMISER_IDS } from "../../src/optimisers";
import { RULE_IDS, RULES } from "../../src/rules";
import { copying } from "../../src/tasks/copying";
import { type Checkpoint, LaneTrainer } from "../../src/training/lane-trainer";
import { useBackend } from "./backends";

const STEPS = 60;

const configOf = (lane: Partial<LaneConfig>): RunConfig => ({
  ...DEFAULT_CONFIG,
  ...{ length: 6, recall: 1, units: 8, batch: 4, lr: 0.05 },
  b: { ...DEFAULT_CONFIG.b, activation: "modrelu", init: "haar", ...lane },
});

/** As it would travel to the page, into storage and back. */
const travelled = (checkpoint: Checkpoint): Checkpoint => structuredClone(checkpoint);

async function advance(trainer: LaneTrainer, steps: number): Promise<void> {
  for (let k = 0; k < steps; k++) await trainer.advance();
}

/** Scalars of every step, and all weights after the last. */
async function story(trainer: LaneTrainer) {
  const { records } = await trainer.drain();
  return { records, weights: await trainer.weights(), heldOut: trainer.heldOut };
}

async function uninterrupted(config: RunConfig) {
  const trainer = await LaneTrainer.begin(config, "b", copying.make(config, []));
  await advance(trainer, STEPS);
  const told = await story(trainer);
  trainer.free();
  return told;
}

/** The same steps with a checkpoint after `k` of them, the rest by another trainer. */
async function interrupted(config: RunConfig, k: number) {
  const task = copying.make(config, []);
  const first = await LaneTrainer.begin(config, "b", task);
  await advance(first, k);
  const { records } = await first.drain();
  const checkpoint = travelled(await first.checkpoint());
  first.free();
  const second = await LaneTrainer.resume(task, checkpoint);
  await advance(second, STEPS - k);
  const rest = await story(second);
  second.free();
  return { ...rest, records: [...records, ...rest.records] };
}

const lanes = RULE_IDS.flatMap((rule) =>
  RULES[rule].numbers.map((numbers): [string, Partial<LaneConfig>] => [
    `${rule}, ${numbers}`,
    { rule, numbers, rebase: 7 },
  ]),
);
const optimisers = OPTIMISER_IDS.flatMap((optimiser) =>
  OPTIMISER_IDS.map((precondition): [string, Partial<LaneConfig>] => [
    `${optimiser} beside exp under ${precondition}`,
    { rule: "exp", optimiser, precondition },
  ]),
);

const gated = CELL_IDS.filter((cell) => CELLS[cell].gated).flatMap((cell) =>
  RULE_IDS.filter((rule) => !RULES[rule].square).map((rule): [string, Partial<LaneConfig>] => [
    `${cell} beside ${rule}`,
    { cell, rule, optimiser: "adam", precondition: "momentum", forget: 0.5, clip: 0.1 },
  ]),
);

describe("a lane that goes on from a checkpoint on wasm", () => {
  beforeAll(() => useBackend("wasm"));

  it.each([...lanes, ...optimisers, ...gated])(
    "makes bit for bit the steps it would have made: %s",
    async (_, lane) => {
      const config = configOf(lane);
      const whole = await uninterrupted(config);
      expect(whole.records).toHaveLength(STEPS);
      // Neither on a multiple of the re-basing nor of the measurement on held-out sequences.
      expect(await interrupted(config, 37)).toEqual(whole);
    },
  );

  it("goes on with settings that were changed in mid-run, and remembers those it began with", async () => {
    const config = configOf({ rule: "exp" });
    const changed: RunConfig = { ...config, lr: 0.2, b: { ...config.b, rule: "riemannian", rate: 0.01 } };
    const task = copying.make(config, []);
    const run = await LaneTrainer.begin(config, "b", task);
    await advance(run, 10);
    await run.adjust(changed, changed.b);
    await advance(run, 10);
    const checkpoint = travelled(await run.checkpoint());
    await run.drain();
    const other = await LaneTrainer.resume(task, checkpoint);
    await Promise.all([advance(run, 10), advance(other, 10)]);
    expect(await story(other)).toEqual(await story(run));
    expect(other.initial).toEqual(run.initial);
    run.free();
    other.free();
  });
});
