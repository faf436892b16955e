import {
  concat,
  div,
  reshape,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { tensors } from "../kernels/tensors";
import { frobeniusNorms } from "./cell";
import { read } from "./read-back";
import type { Measured } from "./stop";

/**
 * Four scalars in one tensor, so that one read-back brings all. The real form of a complex matrix has every entry
 * twice, and its norm √2 times too large.
 */
export function packMeasures(
  loss: Tensor,
  accuracy: Tensor,
  dW: Tensor2D,
  w: Tensor2D,
  complex: boolean,
): Tensor1D {
  const { mul, adjoint, sub, identity } = tensors;
  const defect = sub(mul(w, adjoint(w)), identity(w));
  const norms = frobeniusNorms(stack([dW, defect]));
  const once = complex ? div(norms, Math.SQRT2) : norms;
  return concat([reshape(loss, [1]), reshape(accuracy, [1]), once]) as Tensor1D;
}

export async function readMeasures(measures: Tensor1D): Promise<Measured> {
  const [loss, accuracy, gradNorm, drift] = await read(measures);
  return { loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN, gradNorm, drift };
}
