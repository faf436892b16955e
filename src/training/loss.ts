import {
  abs,
  argMax,
  div,
  equal,
  exp,
  expandDims,
  lessEqual,
  log,
  max,
  mul,
  neg,
  oneHot,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { RIGHT_WITHIN } from "../tasks/task";
import type { DeviceRows } from "./device-batch";

/** A loss as a scalar, and what makes its gradient in the outputs, [R, o]. */
export interface Loss {
  readonly loss: Tensor;
  readonly gradient: () => Tensor2D;
}

/**
 * Cross-entropy where the targets are classes, squared error where they are real.
 * @param outputs y, [R, o]
 * @param weights [R]
 */
export function lossOf(outputs: Tensor2D, targets: DeviceRows, weights: Tensor1D): Loss {
  return targets.kind === "classes"
    ? crossEntropy(outputs, targets.index, weights)
    : squaredError(outputs, targets.values, weights);
}

/** Σ_r weight_r · CE(softmax(y_r), target_r) in nats. */
function crossEntropy(outputs: Tensor2D, targets: Tensor1D, weights: Tensor1D): Loss {
  const shifted = sub(outputs, max(outputs, 1, true));
  const exponentials = exp(shifted);
  const totals = sum(exponentials, 1, true);
  const wanted = oneHot(targets, outputs.shape[1]);
  const logLikelihood = sum(mul(sub(shifted, log(totals)), wanted), 1);
  return {
    loss: neg(sum(mul(logLikelihood, weights))),
    gradient: () => mul(sub(div(exponentials, totals), wanted), expandDims(weights, 1)) as Tensor2D,
  };
}

/** Σ_r weight_r · ‖y_r − target_r‖², not halved. */
function squaredError(outputs: Tensor2D, targets: Tensor2D, weights: Tensor1D): Loss {
  const error = sub(outputs, targets);
  return {
    loss: sum(mul(sum(square(error), 1), weights)),
    gradient: () => mul(error, expandDims(mul(weights, 2), 1)) as Tensor2D,
  };
}

/**
 * Σ_r score_r · [answer r is right]: its largest output is the target's class, or each of its numbers lies within
 * {@link RIGHT_WITHIN} of the target's.
 */
export function shareRight(outputs: Tensor2D, targets: DeviceRows, scores: Tensor1D): Tensor {
  const right =
    targets.kind === "classes"
      ? equal(argMax(outputs, 1), targets.index)
      : lessEqual(max(abs(sub(outputs, targets.values)), 1), RIGHT_WITHIN);
  return sum(mul(right, scores));
}
