import { Matrix as Dense, EigenvalueDecomposition, SVD } from "ml-matrix";
import type { Matrix } from "./arrays";

/** Eigenvalues re + i·im and the extreme singular values of a matrix. */
export interface MatrixSpectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Largest |λ|. */
  readonly spectralRadius: number;
  readonly singularMax: number;
  readonly singularMin: number;
}

/** In float64. Where W is not finite everything is NaN, since nothing can be said. */
export function spectrum({ n, values }: Matrix): MatrixSpectrum {
  if (!values.every(Number.isFinite)) {
    const nothing = new Float64Array(n).fill(Number.NaN);
    return {
      re: nothing,
      im: nothing.slice(),
      spectralRadius: Number.NaN,
      singularMax: Number.NaN,
      singularMin: Number.NaN,
    };
  }
  const dense = Dense.from1DArray(n, n, Array.from(values));
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(dense, {
    assumeSymmetric: false,
  });
  const [re, im] = [Float64Array.from(realEigenvalues), Float64Array.from(imaginaryEigenvalues)];
  const singular = new SVD(dense, { computeLeftSingularVectors: false, computeRightSingularVectors: false })
    .diagonal;
  return {
    re,
    im,
    spectralRadius: re.reduce((largest, x, i) => Math.max(largest, Math.hypot(x, im[i])), 0),
    singularMax: Math.max(...singular),
    singularMin: Math.min(...singular),
  };
}
