import { Matrix as Dense, EigenvalueDecomposition } from "ml-matrix";

/** The plane in which the states of a sequence vary most. */
export interface PrincipalPlane {
  /**
   * The coordinates of h_0 … h_T along the two leading principal components, relative to the mean state, [T+1, 2]
   * row-major. The sign of a component is such that its coordinate of largest modulus is positive.
   */
  readonly points: Float64Array;
  /** The components' shares of the variance, from 0 to 1, descending; 0 if there is no variance. */
  readonly shares: readonly [number, number];
}

/**
 * The two leading principal components of the states, from the smaller of the two matrices of inner products, X Xᵀ
 * [T+1, T+1] and XᵀX [w, w], of the centred states X. All results are NaN if a state is not finite.
 * @param states h_0 … h_T, [T+1, w] row-major
 */
export function principalPlane(states: Float64Array, w: number): PrincipalPlane {
  const count = states.length / w;
  const points = new Float64Array(2 * count);
  if (!states.every(Number.isFinite))
    return { points: points.fill(Number.NaN), shares: [Number.NaN, Number.NaN] };
  const centred = centre(states, w);
  const largest = centred.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  if (largest === 0) return { points, shares: [0, 0] };
  const x = Dense.from1DArray(
    count,
    w,
    Array.from(centred, (value) => value / largest),
  );
  const wide = count < w;
  const gram = wide ? x.mmul(x.transpose()) : x.transpose().mmul(x);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const total = gram.trace();
  // Eigenvalues are in ascending order.
  const shares = [1, 2].map((k) => {
    const at = gram.rows - k;
    if (at < 0) return 0;
    const variance = Math.max(realEigenvalues[at], 0);
    const vector = Dense.columnVector(eigenvectorMatrix.getColumn(at));
    const along = (wide ? vector.mul(Math.sqrt(variance)) : x.mmul(vector)).to1DArray();
    const sign = signOf(along);
    for (const [t, value] of along.entries()) points[2 * t + k - 1] = sign * largest * value;
    return Math.min(variance / total, 1);
  });
  return { points, shares: [shares[0], shares[1]] };
}

/** The states minus their mean; exactly 0 if all are equal. */
function centre(states: Float64Array, w: number): Float64Array {
  const count = states.length / w;
  const moved = states.map((value, i) => value - states[i % w]);
  const mean = new Float64Array(w);
  for (let i = 0; i < moved.length; i++) mean[i % w] += moved[i] / count;
  return moved.map((value, i) => value - mean[i % w]);
}

/** The sign of the coordinate of largest modulus. */
function signOf(coordinates: readonly number[]): number {
  let largest = 0;
  for (const value of coordinates) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? -1 : 1;
}
