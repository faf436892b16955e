import { Matrix as Dense, EigenvalueDecomposition } from "ml-matrix";
import { frobenius, type Matrix, requireSquare } from "./arrays";
import { singularValues } from "./scaled";

/** Eigenvalues re + i·im and the extreme singular values of a matrix. */
export interface MatrixSpectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Largest |λ|. */
  readonly spectralRadius: number;
  readonly singularMax: number;
  readonly singularMin: number;
  /**
   * Henrici's departure from normality √(‖W‖_F² − Σ|λ|²): 0 for a normal matrix, whose powers grow as its eigenvalues
   * do.
   */
  readonly departure: number;
}

/** Henrici's departure from normality; a difference that rounding alone explains counts as 0. */
function departureFromNormality(norm: number, n: number, re: Float64Array, im: Float64Array): number {
  const difference = norm ** 2 - re.reduce((sum, x, i) => sum + x * x + im[i] * im[i], 0);
  return difference <= 4 * n * Number.EPSILON * norm ** 2 ? 0 : Math.sqrt(difference);
}

/**
 * The spectrum of a complex matrix given in its real form [[R, −I], [I, R]], whose eigenvalues are all λ and all λ̄.
 * The eigenvectors distinguish them: for λ the vector is [x; −ix], for λ̄ it is [x̄; ix̄]. So that no λ coincides with
 * another's conjugate, the matrix is first multiplied by a phase, which is undone at the end.
 */
export function complexSpectrum(form: Matrix): MatrixSpectrum {
  const n = form.n / 2;
  const whole = spectrum(form);
  if (Number.isNaN(whole.spectralRadius))
    return { ...whole, re: whole.re.slice(0, n), im: whole.im.slice(0, n) };
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
    const y = belongs <= conjugate ? mu[1] : -mu[1];
    re[k] = mu[0] * cos + y * sin;
    im[k] = y * cos - mu[0] * sin;
  }
  return { ...whole, re, im, departure: departureFromNormality(frobenius(form) / Math.SQRT2, n, re, im) };
}

/** Any angle that no pair of eigenvalues is likely to share; radians. */
const PHASE = 0.7297352569;

/** The spectrum of a real matrix, in float64. If the matrix is not finite, everything is NaN. */
export function spectrum(given: Matrix): MatrixSpectrum {
  const { n, values } = requireSquare(given, "Eigenvalues");
  if (!values.every(Number.isFinite)) {
    const nothing = new Float64Array(n).fill(Number.NaN);
    return {
      re: nothing,
      im: nothing.slice(),
      spectralRadius: Number.NaN,
      singularMax: Number.NaN,
      singularMin: Number.NaN,
      departure: Number.NaN,
    };
  }
  const dense = Dense.from1DArray(n, n, Array.from(values));
  const { re, im } = decompose(dense);
  const singular = singularValues(n, values);
  return {
    re,
    im,
    spectralRadius: re.reduce((largest, x, i) => Math.max(largest, Math.hypot(x, im[i])), 0),
    singularMax: singular[0],
    singularMin: singular[n - 1],
    departure: departureFromNormality(frobenius({ n, values }), n, re, im),
  };
}

/**
 * Eigenvalues, and eigenvectors as columns. The library's QR iteration may not terminate for matrices whose spectrum is
 * symmetric about 0, such as skew or permutation matrices; a shift by a multiple of I breaks the symmetry, and a
 * similarity by a reflection removes zeros in special places. Both are undone up to rounding.
 */
function decompose(matrix: Dense): { re: Float64Array; im: Float64Array; vectors: Dense } {
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
