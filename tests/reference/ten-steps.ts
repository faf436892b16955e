import { DEFAULT_CONFIG, type LaneConfig, type RuleId, type RunConfig } from "../../src/config/schema";
import { sizeOf } from "../../src/kernels/cell-size";
import type { CellId } from "../../src/kernels/cells";
import { RULES } from "../../src/rules";
import { copying } from "../../src/tasks/copying";
import { batchOf, type InitialLane } from "../../src/training/lane-trainer";
import { Trainer } from "../../src/training/trainer";
import { gatedLosses } from "./gated-training";
import { referenceLosses, type Training } from "./training";

/** Ten steps and the loss after the last. */
export const LOSSES = 11;

/** Both lanes have the same settings, so that the second checks that lanes do not affect each other. */
export function configOf(rule: RuleId): RunConfig {
  const complex = !RULES[rule].numbers.includes("real");
  const lane: LaneConfig = {
    ...DEFAULT_CONFIG.b,
    rule,
    numbers: complex ? "complex" : "real",
    activation: complex ? "modrelu" : "tanh",
    init: "haar",
  };
  const size = { length: 6, recall: 1, units: 8, batch: 4 };
  return { ...DEFAULT_CONFIG, ...size, lr: complex ? 0.5 : 2, a: { ...lane, rule: "frozen" }, b: lane };
}

export const trainingOf = ({ lr, b }: RunConfig): Training => ({
  rule: b.rule,
  activation: b.activation,
  rate: lr,
  beta: b.beta,
  optimiserRate: b.rate,
});

/** The lab's losses of lane B. */
export async function labLosses(run: RunConfig): Promise<{ losses: number[]; initial: InitialLane }> {
  const trainer = await Trainer.begin(run, copying.make(run, []));
  for (let step = 0; step < LOSSES; step++) await trainer.advance();
  const { records } = await trainer.lanes.b.drain();
  const initial = trainer.lanes.b.initial;
  trainer.free();
  return { losses: records.map(({ loss }) => loss), initial };
}

/** The losses in float64 from the same weights on the same batches. */
export const reference = (run: RunConfig, training: Training, { weights }: InitialLane) => {
  const task = copying.make(run, []);
  const batches = Array.from({ length: LOSSES }, (_, k) => batchOf(run, task, k));
  return referenceLosses(training, weights, batches, { seed: run.seed, lane: "b" });
};

/** Both lanes have gated cells of this kind, whose W moves without a rule. */
export function gatedConfigOf(cell: CellId): RunConfig {
  const { b } = configOf("none");
  const lane: LaneConfig = { ...b, cell };
  return { ...configOf("none"), a: lane, b: lane };
}

/** The float64 losses of lane B of a run with gated cells. */
export const gatedReference = (run: RunConfig, { weights }: InitialLane): number[] => {
  const task = copying.make(run, []);
  const batches = Array.from({ length: LOSSES }, (_, k) => batchOf(run, task, k));
  return gatedLosses(sizeOf(run.units, run.b, task), weights, batches, {
    rate: run.lr,
    optimiserRate: run.b.rate,
  });
};
