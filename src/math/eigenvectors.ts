import { Matrix as Dense, EigenvalueDecomposition } from "ml-matrix";
import type { Matrix } from "./arrays";

/** Eigenvalues λ_k = re + i·im, and for each an eigenvector. */
export interface Eigenvectors {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** The real and imaginary parts of the eigenvectors, which are the columns. */
  readonly vectorsRe: Dense;
  readonly vectorsIm: Dense;
}

/**
 * The eigenvectors of a real matrix of finite entries, in float64. Of a conjugate pair of eigenvalues, whose vectors are
 * conjugate too, only the one with im > 0 is given, so that there may be fewer than n.
 */
export function realEigenvectors({ n, values }: Matrix): Eigenvectors {
  const { re, im, vectors } = decompose(Dense.from1DArray(n, n, Array.from(values)));
  const own = Array.from(re.keys()).filter((k) => im[k] >= 0);
  const vectorsRe = vectors.subMatrixColumn(own);
  const vectorsIm = Dense.zeros(n, own.length);
  for (const [at, k] of own.entries()) if (im[k] > 0) vectorsIm.setColumn(at, vectors.getColumn(k + 1));
  return {
    re: Float64Array.from(own, (k) => re[k]),
    im: Float64Array.from(own, (k) => im[k]),
    vectorsRe,
    vectorsIm,
  };
}

/** Any angle that no pair of eigenvalues is likely to share; radians. */
const PHASE = 0.7297352569;

/**
 * The eigenvectors of a complex matrix of finite entries given in its real form [[R, −I], [I, R]], whose eigenvalues are
 * all λ and all λ̄. The eigenvectors of the form distinguish them: for λ the vector is [x; −ix], for λ̄ it is [x̄; ix̄]. So
 * that no λ coincides with another's conjugate, the matrix is first multiplied by a phase, which is undone at the end.
 */
export function complexEigenvectors(form: Matrix): Eigenvectors {
  const n = form.n / 2;
  const [cos, sin] = [Math.cos(PHASE), Math.sin(PHASE)];
  const turned = Dense.zeros(form.n, form.n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const re = form.values[i * form.n + j];
      const im = form.values[(n + i) * form.n + j];
      turned.set(i, j, cos * re - sin * im);
      turned.set(n + i, n + j, cos * re - sin * im);
      turned.set(n + i, j, sin * re + cos * im);
      turned.set(i, n + j, -(sin * re + cos * im));
    }
  }
  const { re: muRe, im: muIm, vectors } = decompose(turned);
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  const [vectorsRe, vectorsIm] = [Dense.zeros(n, n), Dense.zeros(n, n)];
  // Conjugate pairs are adjacent, the positive imaginary part first, with Re v and Im v as their columns.
  for (let k = 0; k < n; k++) {
    const mu = [muRe[2 * k], Math.abs(muIm[2 * k])];
    let [belongs, conjugate] = [0, 0];
    for (let i = 0; i < n; i++) {
      const [pRe, pIm] = [vectors.get(i, 2 * k), vectors.get(i, 2 * k + 1)];
      const [qRe, qIm] = [vectors.get(n + i, 2 * k), vectors.get(n + i, 2 * k + 1)];
      belongs += (qRe - pIm) ** 2 + (qIm + pRe) ** 2;
      conjugate += (qRe + pIm) ** 2 + (qIm - pRe) ** 2;
    }
    const sign = belongs <= conjugate ? 1 : -1;
    re[k] = mu[0] * cos + sign * mu[1] * sin;
    im[k] = sign * mu[1] * cos - mu[0] * sin;
    for (let i = 0; i < n; i++) {
      vectorsRe.set(i, k, vectors.get(i, 2 * k));
      vectorsIm.set(i, k, sign * vectors.get(i, 2 * k + 1));
    }
  }
  return { re, im, vectorsRe, vectorsIm };
}

/**
 * Eigenvalues, and eigenvectors as columns. The library's QR iteration may not terminate for matrices whose spectrum is
 * symmetric about 0, such as skew or permutation matrices; a shift by a multiple of I breaks the symmetry, and a
 * similarity by a reflection removes zeros in special places. Both are undone up to rounding.
 */
export function decompose(matrix: Dense): { re: Float64Array; im: Float64Array; vectors: Dense } {
  const n = matrix.rows;
  const shift = (0.37 * matrix.norm()) / Math.sqrt(n);
  const direction = Dense.columnVector(Array.from({ length: n }, (_, i) => Math.sin(1 + i * i)));
  const length = direction.dot(direction);
  const reflection = Dense.sub(Dense.eye(n, n), direction.mmul(direction.transpose()).mul(2 / length));
  const prepared = reflection.mmul(Dense.add(matrix, Dense.eye(n, n).mul(shift))).mmul(reflection);
  const found = new EigenvalueDecomposition(prepared, { assumeSymmetric: false });
  return {
    re: Float64Array.from(found.realEigenvalues, (value) => value - shift),
    im: Float64Array.from(found.imaginaryEigenvalues),
    vectors: reflection.mmul(found.eigenvectorMatrix),
  };
}
