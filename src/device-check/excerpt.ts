import type { RunConfig } from "../config/schema";
import { random } from "../math/random";
import type { Batch, Task } from "../tasks/task";

/** Multiplications that a pass of a check may take: a tenth of a second or so on one core. */
const MAX_WORK = 5e7;
/** A workgroup scans up to four sequences together: one more is in another. */
const FEWEST = 5;
const MAX_STEPS = 200;

/**
 * Batch k of a run, of no more sequences and steps than show that a device computes them right: programs do not depend
 * on how many there are.
 */
export function excerptOf(config: RunConfig, task: Task, k: number): Batch {
  const steps = Math.min(task.steps, MAX_STEPS);
  const wide = 2 * config.units;
  const fit = Math.max(FEWEST, Math.floor(MAX_WORK / (steps * wide * (wide + task.inputs + task.outputs))));
  return lastSteps(task.batch(random(config.seed, `batch ${k}`), Math.min(config.batch, fit)), steps);
}

/** The last steps of a batch. */
function lastSteps(batch: Batch, steps: number): Batch {
  const skipped = batch.steps - steps;
  if (skipped === 0) return batch;
  const from = (all: number) => (all * skipped) / batch.steps;
  const { inputs, targets, stepWeights, scored } = batch;
  return {
    ...batch,
    steps,
    inputs: inputs.subarray(from(inputs.length)),
    targets: targets.subarray(from(targets.length)),
    stepWeights: stepWeights.subarray(skipped),
    scored: scored.subarray(skipped),
  };
}
