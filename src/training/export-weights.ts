import { type Tensor, type Tensor1D, type Tensor2D, tidy, transpose } from "@tensorflow/tfjs-core";
import { ACTIVATIONS_BY_ID } from "../kernels/activations";
import type { Matrix } from "../math/arrays";
import { complexForm } from "../math/complex";
import type { Cell } from "./cell";
import { unpack, width } from "./parameters";
import type { ArrayOf } from "./portable";
import { read } from "./read-back";

/**
 * All weights in the column convention of h = σ(Wh + Vx + b), y = Uh + c. In a complex lane W, V and b are
 * complex, and y = U[Re h; Im h] + c.
 */
export async function exportWeights(
  { activation, size }: Cell,
  w: Tensor2D,
  parameters: Tensor1D,
): Promise<Record<string, ArrayOf>> {
  const { inputs, units, outputs, complex } = size;
  const parts = tidy(() => unpack<Tensor>(parameters, size));
  const values = async (tensor: Tensor) => Float32Array.from(await tensor.data());
  const rows = (shape: readonly number[], all: Float32Array): ArrayOf =>
    complex
      ? { shape, data: all.slice(0, all.length / 2), imag: all.slice(all.length / 2) }
      : { shape, data: all };
  const result: Record<string, ArrayOf> = {
    W: squareArray({ n: width(size), values: await values(w) }, complex),
    V: rows([units, inputs], await read(transpose(parts.Vt))),
    b: rows([units], await values(parts.b)),
    U: { shape: [outputs, width(size)], data: await read(transpose(parts.Ut)) },
    c: { shape: [outputs], data: await values(parts.c) },
  };
  if (ACTIVATIONS_BY_ID[activation].hasThreshold) {
    result.threshold = { shape: [units], data: await values(parts.threshold) };
  }
  for (const part of Object.values(parts)) part.dispose();
  return result;
}

/** W or its gradient as it is exported; a complex one from its real form. */
export function squareArray(matrix: Matrix, complex: boolean): ArrayOf {
  if (!complex) return { shape: [matrix.n, matrix.n], data: matrix.values };
  const { re, im } = complexForm(matrix);
  return { shape: [re.n, re.n], data: re.values, imag: im.values };
}
