import {
  abs,
  add,
  cast,
  concat,
  div,
  divNoNan,
  equal,
  matMul,
  max,
  maximum,
  min,
  minimum,
  mul,
  neg,
  onesLike,
  reshape,
  sign,
  slice,
  sqrt,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import { ACTIVATIONS_BY_ID } from "../kernels/activations";
import {
  rnnScan,
  rnnScanDelta,
  rnnScanGradient,
  rnnScanWeightGradient,
  type ScanActivation,
} from "../kernels/rnn-scan";
import type { DeviceBatch } from "./device-batch";
import { project, projectionGradient } from "./input-projection";
import { lossOf, shareRight } from "./loss";
import { type CellSize, type ParameterName, pack, unpack, width } from "./parameters";

/**
 * h_t = σ(W h_{t−1} + V x_t + b), y_t = U h_t + c, and back-propagation through time written out, so that
 * ∂L/∂h_t is at hand for every t. All functions allocate freely: call them inside a tidy.
 */
export interface Cell {
  readonly size: CellSize;
  readonly activation: ScanActivation;
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
  const [n, o] = [width(size), size.outputs];
  const parts = unpack<Tensor2D>(parameters, size);
  const rows = add(project(batch.inputs, parts.Vt), parts.b);
  const drive = reshape(rows, [batch.steps, batch.size, n]) as Tensor3D;
  const threshold = thresholds(parts);
  const h = rnnScan({ w, drive, h0: zeros([batch.size, n]), threshold }, activation);
  const read = reshape(slice(h, [batch.first + 1, 0, 0]), [
    (batch.steps - batch.first) * batch.size,
    n,
  ]) as Tensor2D;
  const outputs = reshape(add(matMul(read, parts.Ut), parts.c), [read.shape[0], o]) as Tensor2D;
  return { parts, h, read, outputs };
}

/** Loss and share of right answers, as scalars. */
export function score(cell: Cell, w: Tensor2D, parameters: Tensor1D, batch: DeviceBatch) {
  const { outputs } = forward(cell, w, parameters, batch);
  return {
    loss: lossOf(outputs, batch.targets, batch.weights).loss,
    accuracy: shareRight(outputs, batch.targets, batch.scores),
  };
}

/** The whole of one pass: everything that a training step needs. */
export function backpropagate(cell: Cell, w: Tensor2D, parameters: Tensor1D, batch: DeviceBatch) {
  const { size, activation } = cell;
  const n = width(size);
  const { parts, h, read, outputs } = forward(cell, w, parameters, batch);
  const { loss, gradient } = lossOf(outputs, batch.targets, batch.weights);
  const dOutputs = gradient();
  const threshold = thresholds(parts);
  const dH = rnnScanGradient({ w, h, direct: direct(dOutputs, parts.Ut, batch, n), threshold }, activation);
  const delta = rnnScanDelta({ h, gradient: dH, threshold }, activation);
  const flatDelta = reshape(delta, [batch.steps * batch.size, n]) as Tensor2D;
  const after = reshape(slice(h, [1, 0, 0]), flatDelta.shape) as Tensor2D;
  return {
    h,
    outputs,
    loss,
    accuracy: shareRight(outputs, batch.targets, batch.scores),
    /** ∂L/∂h_t, [T+1, batch, n]. */
    dH,
    /** G = ∂L/∂W = Σ_t δ_t h_{t−1}ᵀ, [n, n]; of complex W in real form. */
    dW: recurrentGradient(size, rnnScanWeightGradient({ h, delta })),
    /** The gradient of all other parameters, flat. */
    dParameters: pack({
      Vt: projectionGradient(batch.inputs, flatDelta, size.inputs),
      b: sum(flatDelta, 0),
      Ut: matMul(transpose(read), dOutputs),
      c: sum(dOutputs, 0),
      threshold: thresholdGradient(cell, flatDelta, after),
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
  const parts = unpack<Tensor2D>(parameters, cell.size);
  const last = slice(outputs, [outputs.shape[0] - batch.size, 0]) as Tensor2D;
  const dLast = lossOf(last, batch.lastTargets, batch.lastWeights).gradient();
  const lastOnly = { ...batch, first: batch.steps - 1 };
  const reached = direct(dLast, parts.Ut, lastOnly, width(cell.size));
  return rnnScanGradient({ w, h, direct: reached, threshold: thresholds(parts) }, cell.activation);
}

const thresholds = ({ threshold }: Record<ParameterName, Tensor>) =>
  reshape(threshold, [threshold.size]) as Tensor1D;

/** ∂L/∂m: the part of δ that points along h, [n]; where σ has no threshold, zeros. */
function thresholdGradient({ size, activation }: Cell, delta: Tensor2D, h: Tensor2D): Tensor {
  if (!ACTIVATIONS_BY_ID[activation].hasThreshold) return zeros([size.units]);
  if (!size.complex) return sum(mul(delta, sign(h)), 0);
  const pairs = [delta.shape[0], 2, size.units];
  const modulus = sqrt(sum(square(reshape(h, pairs)), 1));
  const along = sum(mul(reshape(delta, pairs), reshape(h, pairs)), 1);
  return sum(divNoNan(along, modulus), 0);
}

/** What reaches h_1 … h_T from the outputs: ∂L/∂y_t · U, and zero before the first step with a loss. */
function direct(dOutputs: Tensor2D, ut: Tensor2D, { first, steps, size }: DeviceBatch, n: number): Tensor3D {
  const late = reshape(matMul(dOutputs, transpose(ut)), [steps - first, size, n]) as Tensor3D;
  return first === 0 ? late : concat([zeros([first, size, n]) as Tensor3D, late], 0);
}

/**
 * A complex W is carried as [[R, −I], [I, R]], and its gradient ∂L/∂R + i ∂L/∂I likewise: with G the gradient of
 * all four blocks, ∂L/∂R = G₁₁ + G₂₂ and ∂L/∂I = G₂₁ − G₁₂.
 */
function recurrentGradient({ units: n, complex }: CellSize, all: Tensor2D): Tensor2D {
  if (!complex) return all;
  const block = (i: number, j: number) => slice(all, [i * n, j * n], [n, n]);
  const re = add(block(0, 0), block(1, 1));
  const im = sub(block(1, 0), block(0, 1));
  return concat([concat([re, neg(im)], 1), concat([im, re], 1)], 0) as Tensor2D;
}

/** The smallest and the largest factor that σ′ put on a gradient at any of the states h, [2]. */
export function slopeExtremes({ size, activation }: Cell, parameters: Tensor1D, h: Tensor3D): Tensor1D {
  const threshold = thresholds(unpack<Tensor2D>(parameters, size));
  if (activation !== "modrelu-complex") {
    const slopes = rnnScanDelta({ h, gradient: onesLike(h), threshold }, activation);
    return stack([min(slopes), max(slopes)]) as Tensor1D;
  }
  // Of a live unit: 1 along h, |h|/(|h| − m) across; of a dead one 0.
  const modulus = sqrt(sum(square(reshape(slice(h, [1, 0, 0]), [-1, 2, size.units])), 1));
  const across = divNoNan(modulus, sub(modulus, threshold));
  return stack([minimum(min(across), 1), maximum(max(across), 1)]) as Tensor1D;
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
