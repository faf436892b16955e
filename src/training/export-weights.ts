import { SCAN_ACTIVATIONS } from "../kernels/activations";
import {
  blockRows,
  type CellSize,
  isSquare,
  kindOf,
  type ParameterName,
  places,
  width,
} from "../kernels/cell-size";
import type { Matrix } from "../math/arrays";
import { complexForm } from "../math/complex";
import { diagonalMatrix } from "../math/diagonal";
import type { Cell } from "./cell";
import type { ArrayOf } from "./portable";

/**
 * Returns all weights in the column convention of h = σ(Wh + Vx + b), y = Uh + c; of a gated cell W, V and b are stacked in
 * its blocks, and bm is its inner bias. In a complex lane W, V and b are
 * complex, and y = U[Re h; Im h] + c.
 * @param parameters all parameters but W, flat, see {@link places}
 */
export function exportWeights(
  { activation, size }: Cell,
  w: Matrix,
  parameters: Float32Array,
): Record<string, ArrayOf> {
  const { inputs, units, outputs, complex } = size;
  const all = blockRows(size);
  const place = places(size);
  const part = (name: ParameterName) => parameters.slice(place[name].start, place[name].end);
  const rows = (shape: readonly number[], all: Float32Array): ArrayOf =>
    complex
      ? { shape, data: all.slice(0, all.length / 2), imag: all.slice(all.length / 2) }
      : { shape, data: all };
  const result: Record<string, ArrayOf> = {
    W: matrixArray(w, complex),
    V: rows([complex ? units : all, inputs], transpose(part("Vt"), inputs, all)),
    b: rows([complex ? units : all], part("b")),
    U: { shape: [outputs, width(size)], data: transpose(part("Ut"), width(size), outputs) },
    c: { shape: [outputs], data: part("c") },
  };
  if (kindOf(size).innerBias !== null) result.bm = { shape: [units], data: part("bm") };
  if (SCAN_ACTIVATIONS[activation].hasThreshold && isSquare(size)) {
    result.threshold = { shape: [units], data: part("threshold") };
  }
  return result;
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]);
}

/** W or its gradient as everything outside a pass sees it: a diagonal as a whole matrix, in real form. */
export const wholeMatrix = (size: CellSize, values: Float32Array): { n: number; values: Float32Array } =>
  size.diagonal ? diagonalMatrix({ n: size.units, values }) : { n: width(size), values };

/** Returns W or its gradient as it is exported; a complex one is given in its real form. */
export function matrixArray(matrix: Matrix, complex: boolean): ArrayOf {
  const { n, values } = matrix;
  if (!complex) return { shape: [values.length / n, n], data: values };
  const { re, im } = complexForm(matrix);
  return { shape: [re.n, re.n], data: re.values, imag: im.values };
}
