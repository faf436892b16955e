import { dispose, type Tensor1D, tensor1d } from "@tensorflow/tfjs-core";
import type { Batch } from "../tasks/task";

/** A batch on the device. The owner frees it with {@link freeBatch}. */
export interface DeviceBatch {
  readonly steps: number;
  readonly size: number;
  /** The first step whose loss has weight: outputs before it are never computed. */
  readonly first: number;
  /** [T·batch] int32 */
  readonly inputs: Tensor1D;
  /** [(T − first)·batch] int32 */
  readonly targets: Tensor1D;
  /** [(T − first)·batch] w_t / (batch·Σw): the loss is the sum of cross-entropies under these. */
  readonly weights: Tensor1D;
  /** [(T − first)·batch] 1/count where the accuracy counts, else 0. */
  readonly scores: Tensor1D;
  /** [batch] targets of the last step. */
  readonly lastTargets: Tensor1D;
  /** [batch] 1/batch: the weights of the last step's loss alone. */
  readonly lastWeights: Tensor1D;
}

export function uploadBatch({ size, steps, inputs, targets, stepWeights, scored }: Batch): DeviceBatch {
  const first = stepWeights.findIndex((weight) => weight > 0);
  if (first < 0) throw new RangeError("A batch needs a step whose loss has weight.");
  const total = stepWeights.reduce((sum, weight) => sum + weight, 0);
  const count = scored.reduce((sum, counts) => sum + counts, 0);
  const rows = (of: (t: number) => number) =>
    Float32Array.from({ length: (steps - first) * size }, (_, r) => of(first + Math.floor(r / size)));
  return {
    steps,
    size,
    first,
    inputs: tensor1d(inputs, "int32"),
    targets: tensor1d(targets.slice(first * size), "int32"),
    weights: tensor1d(rows((t) => stepWeights[t] / (size * total))),
    scores: tensor1d(rows((t) => scored[t] / (size * count))),
    lastTargets: tensor1d(targets.slice((steps - 1) * size), "int32"),
    lastWeights: tensor1d(new Float32Array(size).fill(1 / size)),
  };
}

export function freeBatch({ inputs, targets, weights, scores, lastTargets, lastWeights }: DeviceBatch): void {
  dispose([inputs, targets, weights, scores, lastTargets, lastWeights]);
}
