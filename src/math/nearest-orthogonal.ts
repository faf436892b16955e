import { type Matrix, requireFinite } from "./arrays";
import { singularValueDecomposition } from "./svd";

/** The orthogonal matrix nearest to W in the Frobenius norm, and its distance. */
export interface Projection {
  readonly nearest: Matrix;
  /** ‖W − nearest‖_F. */
  readonly distance: number;
  /** The smallest singular value of W; if it is 0, the nearest matrix is not unique. */
  readonly smallestSingularValue: number;
}

/** The polar factor Q = U Vᵀ of W = U Σ Vᵀ, in float64. @throws RangeError if W is not square or not finite */
export function projectToOrthogonal(w: Matrix): Projection {
  const { n } = requireFinite(w, "The nearest orthogonal matrix");
  const { singular, left, right } = singularValueDecomposition(w, true);
  const values = Float64Array.from(left.mmul(right.transpose()).to1DArray());
  const distance = Math.hypot(...singular.map((s) => s - 1));
  return { nearest: { n, values }, distance, smallestSingularValue: Math.min(...singular) };
}
