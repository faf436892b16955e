import { dispose, type Tensor, type Tensor1D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import type { Batch } from "../tasks/task";

/** A batch on the device, as {@link rnnPass} takes it. The owner frees it with {@link freeBatch}. */
export interface DeviceBatch {
  readonly steps: number;
  readonly size: number;
  /** The first step whose loss has weight: outputs before it are never computed. */
  readonly first: number;
  /** T·batch classes, or rows of width d. */
  readonly inputs: Tensor;
  /** (T − first)·batch classes, or rows of width o. */
  readonly targets: Tensor;
  /** [(T − first)·batch] w_t / (batch·Σw): the loss is the sum of the rows' losses under these. */
  readonly weights: Tensor1D;
  /** [(T − first)·batch] 1/count where the accuracy counts, else 0. */
  readonly scores: Tensor1D;
}

/** @throws RangeError when no step's loss has weight */
export function uploadBatch({ size, steps, inputs, targets, stepWeights, scored }: Batch): DeviceBatch {
  const first = stepWeights.findIndex((weight) => weight > 0);
  if (first < 0) throw new RangeError("A batch needs a step whose loss has weight.");
  const total = stepWeights.reduce((sum, weight) => sum + weight, 0);
  const count = scored.reduce((sum, counts) => sum + counts, 0);
  const perRow = (of: (t: number) => number) => {
    const rows = new Float32Array((steps - first) * size);
    for (let t = first; t < steps; t++) rows.fill(of(t), (t - first) * size, (t - first + 1) * size);
    return tensor1d(rows);
  };
  return {
    steps,
    size,
    first,
    inputs: upload(inputs, steps * size),
    targets: upload(targets.subarray((first * targets.length) / steps), (steps - first) * size),
    weights: perRow((t) => stepWeights[t] / (size * total)),
    scores: perRow((t) => scored[t] / (size * count)),
  };
}

/** The same sequences with the loss of the last step alone. */
export const lastStepAlone = (batch: Batch): Batch => ({
  ...batch,
  stepWeights: batch.stepWeights.map((_, t) => (t === batch.steps - 1 ? 1 : 0)),
});

/** tfjs keeps an array that it is given: a view of the batch is copied. */
function upload(array: Int32Array | Float32Array, rows: number): Tensor {
  return array instanceof Int32Array
    ? tensor1d(array.slice(), "int32")
    : tensor2d(array.slice(), [rows, array.length / rows]);
}

export function freeBatch({ inputs, targets, weights, scores }: DeviceBatch): void {
  dispose([inputs, targets, weights, scores]);
}
