import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { Task } from "../tasks/task";
import { LaneTrainer } from "../training/lane-trainer";
import { on } from "./compare-step";
import { type Difference, difference } from "./difference";

/** The losses of the first steps of a lane on the present backend and on a reference, one with another. */
export async function compareLosses(
  config: RunConfig,
  key: LaneKey,
  task: Task,
  reference: string,
  steps: number,
): Promise<Difference[]> {
  const train = () => losses(config, key, task, steps);
  const wanted = await on(reference, train);
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
