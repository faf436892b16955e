import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { Task } from "../tasks/task";
import { LaneTrainer } from "../training/lane-trainer";
import { withBackend } from "./compare-step";
import { type Difference, difference } from "./difference";

/** Compares the losses of a lane's first steps on the current backend with those on a reference, step by step. */
export async function compareLosses(
  config: RunConfig,
  key: LaneKey,
  task: Task,
  reference: string,
  steps: number,
): Promise<Difference[]> {
  const train = () => losses(config, key, task, steps);
  const wanted = await withBackend(reference, train);
  const found = await train();
  return wanted.map((loss, k) => difference(`the loss of step ${k + 1}`, [found[k] ?? Number.NaN], [loss]));
}

async function losses(config: RunConfig, key: LaneKey, task: Task, steps: number): Promise<number[]> {
  const lane = await LaneTrainer.begin(config, key, task);
  for (let k = 0; k < steps; k++) await lane.advance();
  const { records } = await lane.drain();
  lane.free();
  return records.map(({ loss }) => loss);
}
