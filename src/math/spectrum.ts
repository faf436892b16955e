import { Matrix as Dense } from "ml-matrix";
import { frobenius, type Matrix, requireSquare } from "./arrays";
import { complexEigenvectors, decompose } from "./eigenvectors";
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
 * The spectrum of a complex matrix given in its real form [[R, −I], [I, R]], whose eigenvalues are all λ and all λ̄; see
 * {@link complexEigenvectors}.
 */
export function complexSpectrum(form: Matrix): MatrixSpectrum {
  const n = form.n / 2;
  const whole = spectrum(form);
  if (Number.isNaN(whole.spectralRadius))
    return { ...whole, re: whole.re.slice(0, n), im: whole.im.slice(0, n) };
  const { re, im } = complexEigenvectors(form);
  return { ...whole, re, im, departure: departureFromNormality(frobenius(form) / Math.SQRT2, n, re, im) };
}

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
