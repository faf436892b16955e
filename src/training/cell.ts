import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { CellSize } from "../kernels/cell-size";
import { rnnPass, type ScanActivation, type Want } from "../kernels/rnn-pass";
import type { DeviceBatch } from "./device-batch";

/** The shape of a network h_t = σ(W h_{t−1} + V x_t + b), y_t = U h_t + c: its sizes and its activation. */
export interface Cell {
  readonly size: CellSize;
  readonly activation: ScanActivation;
}

/** Makes one pass over a batch, as far as `want` says; see {@link rnnPass}. The caller frees the results. */
export function pass<W extends Want>(
  { size, activation }: Cell,
  w: Tensor2D,
  parameters: Tensor1D,
  { steps, size: batch, first, inputs, targets, weights, accuracyWeights }: DeviceBatch,
  want: W,
) {
  const arrays = { w, parameters, inputs, targets, weights, accuracyWeights };
  return rnnPass(arrays, { activation, size, steps, batch, first, want });
}
