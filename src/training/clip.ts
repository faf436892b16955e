import { div, minimum, mul, type Tensor, type Tensor2D, tidy } from "@tensorflow/tfjs-core";

/**
 * G brought down to the threshold τ where it is longer, min(1, τ/‖G‖)·G (Pascanu, Mikolov, Bengio 2012, algorithm 1),
 * a new tensor. The norm stays on the device.
 * @param norm ‖G‖, one number
 * @param threshold τ > 0
 */
export function clipped(gradient: Tensor2D, norm: Tensor, threshold: number): Tensor2D {
  return tidy(() => mul(gradient, minimum(1, div(threshold, norm))) as Tensor2D);
}
