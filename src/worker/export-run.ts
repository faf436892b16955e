import type { RunConfig } from "../config/schema";
import type { Batch, Task } from "../tasks/task";
import type { LaneKey } from "../training/lane";
import { batchOf, type Trainer } from "../training/trainer";
import type { ExportedLane, Response } from "./protocol";

/** What the worker knows of a run that the page does not: weights now and at the start, and the first batch. */
export async function exportRun(
  trainer: Trainer,
  config: RunConfig,
  task: Task,
): Promise<Omit<Extract<Response, { type: "exported" }>, "type">> {
  const lane = async (key: LaneKey): Promise<ExportedLane> => ({
    rule: config[key].rule,
    step: trainer.lane(key).step,
    gradientNormThroughTime: (await trainer.probe(key)).gradLast,
    weights: await trainer.lane(key).weights(),
    initial: trainer.initial[key],
  });
  const first = batchOf(config, task, 0);
  return {
    lanes: { a: await lane("a"), b: await lane("b") },
    batch: {
      inputs: { shape: [first.steps, first.size, task.inputs], data: vectors(first.inputs, task.inputs) },
      targets: {
        shape: task.head === "softmax" ? [first.steps, first.size] : [first.steps, first.size, task.outputs],
        data: first.targets,
      },
      stepWeights: { shape: [first.steps], data: first.stepWeights },
    },
  };
}

/** The inputs written out: real ones as they are, classes as one-hot rows of width d. */
function vectors(inputs: Batch["inputs"], d: number): Float32Array {
  if (inputs instanceof Float32Array) return inputs;
  const rows = new Float32Array(inputs.length * d);
  for (const [row, input] of inputs.entries()) rows[row * d + input] = 1;
  return rows;
}
