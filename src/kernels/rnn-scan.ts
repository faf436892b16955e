import { engine, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from "@tensorflow/tfjs-core";
import type { ActivationId } from "../config/schema";

/**
 * The recurrence over time as one op and its way back as another. Each backend registers a kernel for each
 * name; a faster kernel replaces a slower one without any caller noticing.
 *
 * Time-major throughout: entry [t, k, i] is unit i of batch item k at time t.
 */
export const RNN_SCAN = "RnnScan";
export const RNN_SCAN_GRADIENT = "RnnScanGradient";
export const RNN_SCAN_DELTA = "RnnScanDelta";
export const RNN_SCAN_WEIGHT_GRADIENT = "RnnScanWeightGradient";

/** What the kernels can apply; the complex modReLU works on pairs of units, (k, k + n/2) being Re and Im. */
export type ScanActivation = ActivationId | "modrelu-complex";

export interface ScanAttributes {
  readonly activation: ScanActivation;
}

/**
 * h_t = σ(W h_{t−1} + p_t), t = 1 … T.
 * @param w [n, n]
 * @param drive p, [T, batch, n]: what enters at each step, V x_t + b
 * @param h0 [batch, n]
 * @param threshold [n], modReLU's ([n/2] for pairs); ignored elsewhere
 * @returns h, [T+1, batch, n], h₀ first
 */
export function rnnScan(
  inputs: { w: Tensor2D; drive: Tensor3D; h0: Tensor2D; threshold: Tensor1D },
  activation: ScanActivation,
): Tensor3D {
  return runKernel(RNN_SCAN, inputs, { activation });
}

/**
 * G_t = ∂L/∂h_t = direct_t + Wᵀ σ′(z_{t+1})ᵀ G_{t+1}, t = T … 0.
 * @param w [n, n]
 * @param h [T+1, batch, n], from {@link rnnScan}
 * @param direct [T, batch, n]: what reaches h_1 … h_T from the outputs without passing through time
 * @returns G, [T+1, batch, n]
 */
export function rnnScanGradient(
  inputs: { w: Tensor2D; h: Tensor3D; direct: Tensor3D; threshold: Tensor1D },
  activation: ScanActivation,
): Tensor3D {
  return runKernel(RNN_SCAN_GRADIENT, inputs, { activation });
}

/**
 * δ_t = ∂L/∂z_t = σ′(z_t)ᵀ G_t, t = 1 … T: what W, V, b and the thresholds are to answer for.
 * @returns δ, [T, batch, n]
 */
export function rnnScanDelta(
  inputs: { h: Tensor3D; gradient: Tensor3D; threshold: Tensor1D },
  activation: ScanActivation,
): Tensor3D {
  return runKernel(RNN_SCAN_DELTA, inputs, { activation });
}

/**
 * ∂L/∂W = Σ_t δ_t h_{t−1}ᵀ, summed over the batch.
 * @param h [T+1, batch, n], from {@link rnnScan}
 * @param delta [T, batch, n], from {@link rnnScanDelta}
 * @returns [n, n]
 */
export function rnnScanWeightGradient(inputs: { h: Tensor3D; delta: Tensor3D }): Tensor2D {
  return engine().runKernel(RNN_SCAN_WEIGHT_GRADIENT, inputs) as Tensor2D;
}

/** tfjs types a kernel's result loosely; each kernel here has exactly one output, of rank 3. */
function runKernel(name: string, inputs: Record<string, Tensor>, attributes: ScanAttributes): Tensor3D {
  return engine().runKernel(name, inputs, { ...attributes }) as Tensor3D;
}
