import { arrays, type Matrix } from "../math/arrays";
import { expmAdjointScaled, expmScaled, squarings } from "../math/expm";
import type { MatrixKernels } from "./matrices";

const algebra = arrays("float32");

/** The formulas of src/math on float32 arrays: the readable reference, used if nothing faster is available. */
export const referenceMatrices: MatrixKernels = {
  product(n, a, b, transposed, to) {
    const right: Matrix = { n, values: b };
    to.set(algebra.mul({ n, values: a }, transposed ? algebra.adjoint(right) : right).values);
  },
  exponential(n, values, to) {
    const b: Matrix = { n, values };
    to.set(expmScaled(algebra, b, squarings(algebra.norm1(b), "float32")).values);
  },
  exponentialAdjoint(n, values, gradient, to) {
    const b: Matrix = { n, values };
    const s = squarings(algebra.norm1(algebra.adjoint(b)), "float32");
    to.set(expmAdjointScaled(algebra, b, { n, values: gradient }, s).values);
  },
};
