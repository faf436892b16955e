import { div, minimum, mul, type Tensor, type Tensor2D, tidy } from "@tensorflow/tfjs-core";

/**
 * Clips G to the norm τ: min(1, τ/‖G‖_F)·G (Pascanu, Mikolov, Bengio 2012, algorithm 1), a new tensor. The norm stays
 * on the device.
 * @param norm ‖G‖_F, a scalar tensor
 * @param threshold τ > 0
 */
export function clipped(gradient: Tensor2D, norm: Tensor, threshold: number): Tensor2D {
  return tidy(() => mul(gradient, minimum(1, div(threshold, norm))) as Tensor2D);
}
