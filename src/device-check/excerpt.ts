import type { RunConfig } from "../config/schema";
import { random } from "../math/random";
import type { Batch, Task } from "../tasks/task";

/** The maximum number of multiplications in a pass of a check: about a tenth of a second on one core. */
const MAX_WORK = 5e7;
/** A workgroup scans up to four sequences together, so five need a second one. */
const MIN_SEQUENCES = 5;
const MAX_STEPS = 200;

/**
 * Batch k of a run, reduced to the sequences and time steps that a check needs; the programs do not depend on their
 * number.
 */
export function excerptOf(config: RunConfig, task: Task, k: number): Batch {
  const steps = Math.min(task.steps, MAX_STEPS);
  const w = 2 * config.units;
  const fit = Math.max(MIN_SEQUENCES, Math.floor(MAX_WORK / (steps * w * (w + task.inputs + task.outputs))));
  return lastSteps(task.batch(random(config.seed, `batch ${k}`), Math.min(config.batch, fit)), steps);
}

/** The last time steps of a batch. */
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
