import { dispose, type Tensor1D, type Tensor2D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import type { Batch } from "../tasks/task";

/** What stands in each of R rows: a class, index [R] int32, or real numbers, values [R, width]. */
export type DeviceRows =
  | { readonly kind: "classes"; readonly index: Tensor1D }
  | { readonly kind: "real"; readonly values: Tensor2D };

/** A batch on the device. The owner frees it with {@link freeBatch}. */
export interface DeviceBatch {
  readonly steps: number;
  readonly size: number;
  /** The first step whose loss has weight: outputs before it are never computed. */
  readonly first: number;
  /** T·batch rows of width d */
  readonly inputs: DeviceRows;
  /** (T − first)·batch rows: classes for cross-entropy, values of width o for squared error. */
  readonly targets: DeviceRows;
  /** [(T − first)·batch] w_t / (batch·Σw): the loss is the sum of the rows' losses under these. */
  readonly weights: Tensor1D;
  /** [(T − first)·batch] 1/count where the accuracy counts, else 0. */
  readonly scores: Tensor1D;
  /** batch rows: the targets of the last step. */
  readonly lastTargets: DeviceRows;
  /** [batch] 1/batch: the weights of the last step's loss alone. */
  readonly lastWeights: Tensor1D;
}

/** @throws RangeError when no step's loss has weight */
export function uploadBatch({ size, steps, inputs, targets, stepWeights, scored }: Batch): DeviceBatch {
  const first = stepWeights.findIndex((weight) => weight > 0);
  if (first < 0) throw new RangeError("A batch needs a step whose loss has weight.");
  const total = stepWeights.reduce((sum, weight) => sum + weight, 0);
  const count = scored.reduce((sum, counts) => sum + counts, 0);
  const perRow = (of: (t: number) => number) =>
    Float32Array.from({ length: (steps - first) * size }, (_, r) => of(first + Math.floor(r / size)));
  const rowsFrom = (array: Int32Array | Float32Array, t: number) =>
    upload(array.slice((t * array.length) / steps), (steps - t) * size);
  return {
    steps,
    size,
    first,
    inputs: rowsFrom(inputs, 0),
    targets: rowsFrom(targets, first),
    weights: tensor1d(perRow((t) => stepWeights[t] / (size * total))),
    scores: tensor1d(perRow((t) => scored[t] / (size * count))),
    lastTargets: rowsFrom(targets, steps - 1),
    lastWeights: tensor1d(new Float32Array(size).fill(1 / size)),
  };
}

function upload(array: Int32Array | Float32Array, rows: number): DeviceRows {
  return array instanceof Int32Array
    ? { kind: "classes", index: tensor1d(array, "int32") }
    : { kind: "real", values: tensor2d(array, [rows, array.length / rows]) };
}

const tensorOf = (rows: DeviceRows) => (rows.kind === "classes" ? rows.index : rows.values);

export function freeBatch({ inputs, targets, weights, scores, lastTargets, lastWeights }: DeviceBatch): void {
  dispose([tensorOf(inputs), tensorOf(targets), weights, scores, tensorOf(lastTargets), lastWeights]);
}
