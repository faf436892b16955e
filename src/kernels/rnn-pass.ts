import { engine, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from "@tensorflow/tfjs-core";
import type { ScanActivation } from "./activations";
import { type CellSize, shapeOfW, stateWidth } from "./cell-size";

/**
 * One pass of a network over a batch as a single op, from the sequences to the gradient of every weight:
 *
 * z_t = W h_{t−1} + V x_t + b, h_t = σ(z_t); y_t = U h_t + c; L = Σ_r weight_r · loss(y_r, target_r);
 * G_t = ∂L/∂h_t = Uᵀ ∂L/∂y_t + Wᵀ δ_{t+1}, δ_t = σ′(z_t)ᵀ G_t; ∂L/∂W = Σ_t δ_t h_{t−1}ᵀ, and so on.
 *
 * A gated cell has its own recurrence in place of the first line, see cells/. Of W = diag(λ) the pass takes O(n) operations per
 * time step and sequence: z_t = λ∘h_{t−1} + V x_t + b, Wᵀδ is λ̄∘δ, and ∂L/∂λ = Σ_t δ_t∘h̄_{t−1}.
 *
 * Each backend registers its own kernel under this name. All arrays are time-major: row t·batch + k is sequence k at
 * time step t.
 */
export const RNN_PASS = "RnnPass";

export type { ScanActivation };

/**
 * The results that are wanted: loss and accuracy; also all gradients; also the norms of the gradients at every time step; or
 * states and gradients at every time step themselves.
 */
export type Want = "metrics" | "gradients" | "norms" | "trace";

export interface PassAttributes {
  readonly activation: ScanActivation;
  readonly size: CellSize;
  /** T */
  readonly steps: number;
  readonly batch: number;
  /** The first time step, from 0, whose output has a loss; outputs before it are never computed. */
  readonly first: number;
  readonly want: Want;
  /**
   * About how many time steps' states are kept at once if they are computed again on the way back, see recompute.ts; by
   * default what is chosen there. The results do not depend on it. A trace keeps all, as does a graphics device.
   */
  readonly stretch?: number;
}

/** The inputs of a pass. The number of rows that have a loss is R = (T − first)·batch. */
export type PassInputs = {
  /** [k·w, w], with k blocks of the cell: 1 of the simple cell; of a diagonal λ, [2, n] */
  readonly w: Tensor2D;
  /** The first state, [batch, s]; 0 if it is not given. */
  readonly h0?: Tensor2D;
  /** All other parameters, flat; see cell-size.ts. */
  readonly parameters: Tensor1D;
  /** [T·batch] int32 classes, which represent one-hot rows, or [T·batch, d] numbers. */
  readonly inputs: Tensor;
  /** [R] int32 classes, for cross-entropy in nats, or [R, o] numbers, for squared error, not halved. */
  readonly targets: Tensor;
  /** [R] each row's weight in the loss. */
  readonly weights: Tensor1D;
  /** [R] each row's weight in the accuracy. */
  readonly accuracyWeights: Tensor1D;
};

export interface Metrics {
  /**
   * Loss and accuracy, [2]. A row is right if its largest output is the target's class, or if each number is near its
   * target.
   */
  readonly metrics: Tensor1D;
}

export interface Gradients extends Metrics {
  /** ∂L/∂W, of W's shape; of a complex W, ∂L/∂Re + i ∂L/∂Im in real form, and of a diagonal as [2, n]. */
  readonly dW: Tensor2D;
  /** The gradient of all other parameters, flat. */
  readonly dParameters: Tensor1D;
}

export interface Norms extends Gradients {
  /** ‖∂L/∂state₀‖ … ‖∂L/∂state_T‖, [T+1]; not available on a graphics device. */
  readonly norms: Tensor1D;
}

export interface Trace extends Gradients {
  /** state₀ … state_T, [T+1, batch, s]: h, followed by c if the cell has it. */
  readonly h: Tensor3D;
  /** ∂L/∂state₀ … ∂L/∂state_T, [T+1, batch, s]: that of c with h held fixed. */
  readonly gradient: Tensor3D;
}

interface Wanted {
  readonly metrics: Metrics;
  readonly gradients: Gradients;
  readonly norms: Norms;
  readonly trace: Trace;
}

/** Makes one pass. @throws RangeError if the device has too little memory */
export function rnnPass<W extends Want>(
  inputs: PassInputs,
  attributes: PassAttributes & { readonly want: W },
): Wanted[W] {
  // tfjs types a kernel's inputs and results loosely; the kernels return them in the order of Norms or Trace.
  const { h0, ...others } = inputs;
  const given = h0 ? { ...others, h0 } : others;
  const results = engine().runKernel(RNN_PASS, given, { ...attributes, size: { ...attributes.size } });
  const [metrics, dW, dParameters, ...overTime] = [results].flat() as Tensor[];
  if (attributes.want === "norms") return { metrics, dW, dParameters, norms: overTime[0] } as Wanted[W];
  const [h, gradient] = overTime;
  return { metrics, dW, dParameters, h, gradient } as Wanted[W];
}

/** The shapes of a pass's results, in order. */
export function resultShapes({ size, steps, batch, want }: PassAttributes, parameters: number): number[][] {
  const gradients = [[2], [...shapeOfW(size)], [parameters]];
  const overTime = [steps + 1, batch, stateWidth(size)];
  if (want === "metrics") return [[2]];
  if (want === "norms") return [...gradients, [steps + 1]];
  return want === "gradients" ? gradients : [...gradients, overTime, overTime];
}
