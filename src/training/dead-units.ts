import {
  abs,
  cast,
  equal,
  max,
  reshape,
  type Scalar,
  slice,
  sum,
  type Tensor3D,
} from "@tensorflow/tfjs-core";
import type { ScanActivation } from "../kernels/rnn-scan";
import type { Cell } from "./cell";

const CAN_DIE: readonly ScanActivation[] = ["modrelu", "modrelu-complex", "relu"];

/** Whether σ can leave a unit at 0, where no gradient passes. */
export const canDie = (activation: ScanActivation): boolean => CAN_DIE.includes(activation);

/**
 * How many units are 0 at every step and in every sequence.
 * @param h [T+1, batch, n], h₀ first
 */
export function deadUnits({ size }: Cell, h: Tensor3D): Scalar {
  const states = reshape(slice(h, [1, 0, 0]), [-1, h.shape[2]]);
  const largest = max(abs(states), 0);
  // A complex unit is 0 where both its parts are.
  const each = size.complex ? max(reshape(largest, [2, size.units]), 0) : largest;
  return sum(cast(equal(each, 0), "float32")) as Scalar;
}
