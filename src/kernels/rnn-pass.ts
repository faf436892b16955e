import { engine, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from "@tensorflow/tfjs-core";
import type { ScanActivation } from "./activations";
import type { CellSize } from "./cell-size";

/**
 * One pass of a network over a batch as a single op, from the sequences to the gradient of every weight:
 *
 * z_t = W h_{t−1} + V x_t + b, h_t = σ(z_t); y_t = U h_t + c; L = Σ_r weight_r · loss(y_r, target_r);
 * G_t = ∂L/∂h_t = Uᵀ ∂L/∂y_t + Wᵀ δ_{t+1}, δ_t = σ′(z_t)ᵀ G_t; ∂L/∂W = Σ_t δ_t h_{t−1}ᵀ, and so on.
 *
 * Each backend registers its own kernel under this name. Time-major throughout: row t·batch + k is sequence k at
 * step t.
 */
export const RNN_PASS = "RnnPass";

export type { ScanActivation };

/** How far to go: the loss alone, every weight's gradient too, or what is met on the way as well. */
export type Want = "metrics" | "gradients" | "trace";

export interface PassAttributes {
  readonly activation: ScanActivation;
  readonly size: CellSize;
  /** T */
  readonly steps: number;
  readonly batch: number;
  /** The first step, from 0, whose output has a loss; those before it are never computed. */
  readonly first: number;
  readonly want: Want;
}

/** R = (T − first)·batch rows have a loss. */
export type PassInputs = {
  /** [w, w] */
  readonly w: Tensor2D;
  /** [batch, w]; 0 where it is not given. */
  readonly h0?: Tensor2D;
  /** All other parameters, flat; see cell-size.ts. */
  readonly parameters: Tensor1D;
  /** [T·batch] int32 classes, which stand for one-hot rows, or [T·batch, d] numbers. */
  readonly inputs: Tensor;
  /** [R] int32 classes, for cross-entropy in nats, or [R, o] numbers, for squared error, not halved. */
  readonly targets: Tensor;
  /** [R] each row's weight in the loss. */
  readonly weights: Tensor1D;
  /** [R] each row's weight in the accuracy. */
  readonly accuracyWeights: Tensor1D;
};

export interface Metrics {
  /** Loss and accuracy, [2]. A row is right where its largest output is the target's class, or each number near. */
  readonly metrics: Tensor1D;
}

export interface Gradients extends Metrics {
  /** ∂L/∂W, [w, w]; of a complex W, ∂L/∂Re + i ∂L/∂Im in real form. */
  readonly dW: Tensor2D;
  /** The gradient of all other parameters, flat. */
  readonly dParameters: Tensor1D;
}

export interface Trace extends Gradients {
  /** h₀ … h_T, [T+1, batch, w]. */
  readonly h: Tensor3D;
  /** G₀ … G_T, [T+1, batch, w]. */
  readonly gradient: Tensor3D;
}

interface Wanted {
  readonly metrics: Metrics;
  readonly gradients: Gradients;
  readonly trace: Trace;
}

/** @throws RangeError where the device has no room for it */
export function rnnPass<W extends Want>(
  inputs: PassInputs,
  attributes: PassAttributes & { readonly want: W },
): Wanted[W] {
  // tfjs types what a kernel takes and returns loosely; the kernels keep to the order of Trace.
  const { h0, ...others } = inputs;
  const given = h0 ? { ...others, h0 } : others;
  const results = engine().runKernel(RNN_PASS, given, { ...attributes, size: { ...attributes.size } });
  const [metrics, dW, dParameters, h, gradient] = [results].flat() as Tensor[];
  return { metrics, dW, dParameters, h, gradient } as Trace;
}

/** The shapes of what a pass returns, in order. */
export function resultShapes({ size, steps, batch, want }: PassAttributes, parameters: number): number[][] {
  const wide = size.complex ? 2 * size.units : size.units;
  const gradients = [[2], [wide, wide], [parameters]];
  const moments = [steps + 1, batch, wide];
  if (want === "metrics") return [[2]];
  return want === "gradients" ? gradients : [...gradients, moments, moments];
}
