import type { RunConfig } from "../config/schema";
import type { Batch, Task } from "../tasks/task";
import { batchOf } from "../training/lane-trainer";
import type { Response } from "./protocol";

/** The first batch of a run in the export format: inputs [T, batch, d], targets [T, batch] or [T, batch, o]. */
export function exportedBatch(
  config: RunConfig,
  task: Task,
): Extract<Response, { type: "exported" }>["batch"] {
  const first = batchOf(config, task, 0);
  return {
    inputs: { shape: [first.steps, first.size, task.inputs], data: vectors(first.inputs, task.inputs) },
    targets: {
      shape: task.head === "softmax" ? [first.steps, first.size] : [first.steps, first.size, task.outputs],
      data: first.targets,
    },
    stepWeights: { shape: [first.steps], data: first.stepWeights },
  };
}

/** The inputs as vectors: real numbers are unchanged, classes become one-hot rows of width d. */
function vectors(inputs: Batch["inputs"], d: number): Float32Array {
  if (inputs instanceof Float32Array) return inputs;
  const rows = new Float32Array(inputs.length * d);
  for (const [row, input] of inputs.entries()) rows[row * d + input] = 1;
  return rows;
}
