import {
  abs,
  add,
  argMax,
  cast,
  concat,
  div,
  equal,
  exp,
  expandDims,
  gather,
  log,
  matMul,
  max,
  minimum,
  mul,
  neg,
  oneHot,
  reshape,
  sign,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import type { ActivationId } from "../config/schema";
import { ACTIVATIONS_BY_ID } from "../kernels/activations";
import { embeddingGradient } from "../kernels/embedding-gradient";
import { rnnScan, rnnScanDelta, rnnScanGradient } from "../kernels/rnn-scan";
import type { DeviceBatch } from "./device-batch";
import { type CellSize, type ParameterName, pack, unpack } from "./parameters";

/**
 * h_t = σ(W h_{t−1} + V x_t + b), y_t = U h_t + c, and back-propagation through time written out, so that
 * ∂L/∂h_t is at hand for every t. All functions allocate freely: call them inside a tidy.
 */
export interface Cell {
  readonly size: CellSize;
  readonly activation: ActivationId;
}

interface Forward {
  readonly parts: Record<ParameterName, Tensor2D>;
  /** [T+1, batch, n], h₀ = 0 first. */
  readonly h: Tensor3D;
  /** [(T − first)·batch, n]: the states whose outputs have a loss. */
  readonly read: Tensor2D;
  /** [(T − first)·batch, o] */
  readonly outputs: Tensor2D;
}

export function forward(
  { size, activation }: Cell,
  w: Tensor2D,
  parameters: Tensor1D,
  batch: DeviceBatch,
): Forward {
  const { units: n, outputs: o } = size;
  const parts = unpack<Tensor2D>(parameters, size);
  const rows = add(gather(parts.Vt, batch.inputs), parts.b);
  const drive = reshape(rows, [batch.steps, batch.size, n]) as Tensor3D;
  const threshold = reshape(parts.threshold, [n]) as Tensor1D;
  const h = rnnScan({ w, drive, h0: zeros([batch.size, n]), threshold }, activation);
  const read = reshape(slice(h, [batch.first + 1, 0, 0]), [
    (batch.steps - batch.first) * batch.size,
    n,
  ]) as Tensor2D;
  const outputs = reshape(add(matMul(read, parts.Ut), parts.c), [read.shape[0], o]) as Tensor2D;
  return { parts, h, read, outputs };
}

/** Σ_r weight_r · CE(softmax(y_r), target_r) in nats, and its gradient in y, [R, o]. */
export function crossEntropy(
  outputs: Tensor2D,
  targets: Tensor1D,
  weights: Tensor1D,
): { loss: Tensor; gradient: () => Tensor2D } {
  const shifted = sub(outputs, max(outputs, 1, true));
  const exponentials = exp(shifted);
  const totals = sum(exponentials, 1, true);
  const wanted = oneHot(targets, outputs.shape[1]);
  const column = expandDims(weights, 1);
  const logLikelihood = sum(mul(sub(shifted, log(totals)), wanted), 1);
  return {
    loss: neg(sum(mul(logLikelihood, weights))),
    gradient: () => mul(sub(div(exponentials, totals), wanted), column) as Tensor2D,
  };
}

/** Loss and share of right answers, as scalars. */
export function score(cell: Cell, w: Tensor2D, parameters: Tensor1D, batch: DeviceBatch) {
  const { outputs } = forward(cell, w, parameters, batch);
  return {
    loss: crossEntropy(outputs, batch.targets, batch.weights).loss,
    accuracy: accuracy(outputs, batch),
  };
}

function accuracy(outputs: Tensor2D, { targets, scores }: DeviceBatch): Tensor {
  return sum(mul(equal(argMax(outputs, 1), targets), scores));
}

/** The whole of one pass: everything that a training step needs. */
export function backpropagate(cell: Cell, w: Tensor2D, parameters: Tensor1D, batch: DeviceBatch) {
  const { size, activation } = cell;
  const { units: n } = size;
  const { parts, h, read, outputs } = forward(cell, w, parameters, batch);
  const { loss, gradient } = crossEntropy(outputs, batch.targets, batch.weights);
  const dOutputs = gradient();
  const dH = rnnScanGradient({ w, h, direct: direct(dOutputs, parts.Ut, batch, n) }, activation);
  const delta = rnnScanDelta({ h, gradient: dH }, activation);
  const flatDelta = reshape(delta, [batch.steps * batch.size, n]) as Tensor2D;
  const before = reshape(slice(h, [0, 0, 0], [batch.steps, batch.size, n]), flatDelta.shape) as Tensor2D;
  const after = reshape(slice(h, [1, 0, 0]), flatDelta.shape);
  return {
    h,
    outputs,
    loss,
    accuracy: accuracy(outputs, batch),
    /** ∂L/∂h_t, [T+1, batch, n]. */
    dH,
    /** G = ∂L/∂W = Σ_t δ_t h_{t−1}ᵀ, [n, n]. */
    dW: matMul(transpose(flatDelta), before) as Tensor2D,
    /** The gradient of all other parameters, flat. */
    dParameters: pack({
      Vt: embeddingGradient(flatDelta, batch.inputs, size.inputs),
      b: sum(flatDelta, 0),
      Ut: matMul(transpose(read), dOutputs),
      c: sum(dOutputs, 0),
      threshold: ACTIVATIONS_BY_ID[activation].hasThreshold
        ? sum(mul(flatDelta, sign(after)), 0)
        : zeros([n]),
    }),
  };
}

/** ∂L_T/∂h_t, [T+1, batch, n], where L_T is the loss of the last step alone. */
export function lastStepGradient(
  cell: Cell,
  w: Tensor2D,
  parameters: Tensor1D,
  batch: DeviceBatch,
  { h, outputs }: { h: Tensor3D; outputs: Tensor2D },
): Tensor3D {
  const { Ut } = unpack<Tensor2D>(parameters, cell.size);
  const last = slice(outputs, [outputs.shape[0] - batch.size, 0]) as Tensor2D;
  const dLast = crossEntropy(last, batch.lastTargets, batch.lastWeights).gradient();
  const lastOnly = { ...batch, first: batch.steps - 1 };
  return rnnScanGradient({ w, h, direct: direct(dLast, Ut, lastOnly, cell.size.units) }, cell.activation);
}

/** What reaches h_1 … h_T from the outputs: ∂L/∂y_t · U, and zero before the first step with a loss. */
function direct(dOutputs: Tensor2D, ut: Tensor2D, { first, steps, size }: DeviceBatch, n: number): Tensor3D {
  const late = reshape(matMul(dOutputs, transpose(ut)), [steps - first, size, n]) as Tensor3D;
  return first === 0 ? late : concat([zeros([first, size, n]) as Tensor3D, late], 0);
}

const LARGEST_FINITE = 3.4e38;

/** ‖x‖_F of each slice along the first axis, [x.shape[0]]; scaled by the largest entry so that no square over- or underflows. */
export function frobeniusNorms(x: Tensor): Tensor1D {
  const rows = reshape(x, [x.shape[0], -1]);
  const largest = max(abs(rows), 1, true);
  // A divisor of 0 or infinity would make NaN of a norm that is 0 or infinite.
  const divisor = minimum(add(largest, cast(equal(largest, 0), "float32")), LARGEST_FINITE);
  return mul(sqrt(sum(square(div(rows, divisor)), 1)), reshape(divisor, [x.shape[0]])) as Tensor1D;
}
