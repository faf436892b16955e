import { Matrix as Dense, SVD } from "ml-matrix";
import type { Algebra } from "./algebra";
import type { Matrix } from "./arrays";

/** One Newton–Schulz step 1.5 X − 0.5 X X*X toward the unitary polar factor; singular values must be in (0, √3). */
export function newtonSchulz<M>(algebra: Algebra<M>, x: M): M {
  const { mul, sub, scale, adjoint } = algebra;
  return sub(scale(x, 1.5), scale(mul(mul(x, adjoint(x)), x), 0.5));
}

/** The orthogonal matrix nearest to W in the Frobenius norm, and how far away it is. */
export interface Projection {
  readonly nearest: Matrix;
  /** ‖W − nearest‖_F. */
  readonly distance: number;
  /** Smallest singular value of W; where it is 0 the nearest matrix is not unique. */
  readonly smallestSingularValue: number;
}

/** The polar factor Q = U Vᵀ of W = U Σ Vᵀ, in float64. @throws RangeError where W is not finite. */
export function projectToOrthogonal(w: Matrix): Projection {
  if (!w.values.every(Number.isFinite))
    throw new RangeError("W is no longer finite: no orthogonal matrix is nearest to it.");
  const { n } = w;
  const svd = new SVD(Dense.from1DArray(n, n, Array.from(w.values)), { autoTranspose: true });
  const q = svd.leftSingularVectors.mmul(svd.rightSingularVectors.transpose());
  const values = Float64Array.from(q.to1DArray());
  const distance = Math.hypot(...svd.diagonal.map((s) => s - 1));
  return { nearest: { n, values }, distance, smallestSingularValue: Math.min(...svd.diagonal) };
}
