import { dispose, type Tensor, type Tensor1D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { type CellSize, width } from "../kernels/cell-size";
import type { Batch } from "../tasks/task";

/** A batch on the device, as {@link rnnPass} takes it. The owner frees it with {@link freeBatch}. */
export interface DeviceBatch {
  /** Time steps T. */
  readonly steps: number;
  readonly size: number;
  /** The first time step whose loss has weight: outputs before it are never computed. */
  readonly first: number;
  /** T·batch classes, or rows of width d. */
  readonly inputs: Tensor;
  /** (T − first)·batch classes, or rows of width o. */
  readonly targets: Tensor;
  /** [(T − first)·batch] w_t / (batch·Σw): the loss is the sum of the rows' losses under these. */
  readonly weights: Tensor1D;
  /** [(T − first)·batch] 1/count if the row counts for the accuracy, else 0. */
  readonly accuracyWeights: Tensor1D;
}

/**
 * Uploads a batch.
 * @param of the number of sequences whose mean is the loss, if the batch is a part of them
 * @throws RangeError if no time step's loss has weight
 */
export function uploadBatch(
  { size, steps, inputs, targets, stepWeights, scored }: Batch,
  of = size,
): DeviceBatch {
  const first = stepWeights.findIndex((weight) => weight > 0);
  if (first < 0) throw new RangeError("A batch needs a step whose loss has weight.");
  const total = stepWeights.reduce((sum, weight) => sum + weight, 0);
  const count = scored.reduce((sum, counts) => sum + counts, 0);
  const perRow = (valueAt: (t: number) => number) => {
    const rows = new Float32Array((steps - first) * size);
    for (let t = first; t < steps; t++) rows.fill(valueAt(t), (t - first) * size, (t - first + 1) * size);
    return tensor1d(rows);
  };
  return {
    steps,
    size,
    first,
    inputs: upload(inputs, steps * size),
    targets: upload(targets.subarray((first * targets.length) / steps), (steps - first) * size),
    weights: perRow((t) => stepWeights[t] / (of * total)),
    accuracyWeights: perRow((t) => scored[t] / (of * count)),
  };
}

const FLOAT_BYTES = 4;

/**
 * Uploads a batch in parts of whole sequences, small enough that in a pass without gradients no array, neither the
 * states [T+1, batch, w] nor the outputs [T − first, batch, o+2], exceeds `maxBytes`. The parts' losses add up to the
 * batch's, and so do their accuracies.
 */
export function uploadInParts(batch: Batch, cell: CellSize, maxBytes: number): DeviceBatch[] {
  const { size, steps, stepWeights } = batch;
  const scored = steps - stepWeights.findIndex((weight) => weight > 0);
  const bytesPerSequence = FLOAT_BYTES * Math.max((steps + 1) * width(cell), scored * (cell.outputs + 2));
  const sequencesPerPart = Math.max(1, Math.floor(maxBytes / bytesPerSequence));
  const parts = Math.max(1, Math.ceil(size / sequencesPerPart));
  const edge = (k: number) => Math.floor((k * size) / parts);
  return Array.from({ length: parts }, (_, k) => uploadBatch(sequences(batch, edge(k), edge(k + 1)), size));
}

/** The sequences `begin` … `end` − 1 of a batch. */
function sequences(batch: Batch, begin: number, end: number): Batch {
  const { size, steps, inputs, targets } = batch;
  if (end - begin === size) return batch;
  const cut = <T extends Int32Array | Float32Array>(rows: T): T => {
    const rowWidth = rows.length / (steps * size);
    const length = (end - begin) * rowWidth;
    const to = rows.slice(0, steps * length) as T;
    for (let t = 0; t < steps; t++) {
      const at = (t * size + begin) * rowWidth;
      to.set(rows.subarray(at, at + length), t * length);
    }
    return to;
  };
  return { ...batch, size: end - begin, inputs: cut(inputs), targets: cut(targets) };
}

/** The same sequences with the loss of the last time step only. */
export const lastStepAlone = (batch: Batch): Batch => ({
  ...batch,
  stepWeights: batch.stepWeights.map((_, t) => (t === batch.steps - 1 ? 1 : 0)),
});

/** Uploads a copy of an array, since tfjs keeps a reference to the array that it is given. */
function upload(array: Int32Array | Float32Array, rows: number): Tensor {
  return array instanceof Int32Array
    ? tensor1d(array.slice(), "int32")
    : tensor2d(array.slice(), [rows, array.length / rows]);
}

export function freeBatch({ inputs, targets, weights, accuracyWeights }: DeviceBatch): void {
  dispose([inputs, targets, weights, accuracyWeights]);
}
