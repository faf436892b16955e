import { engine, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

/**
 * What rules and measurements do to square matrices, each as one op: a small matrix costs more in calls than in
 * arithmetic.
 */
export const SQUARE_PRODUCT = "SquareProduct";
export const SKEW_PART = "SkewPart";
export const MATRIX_EXPONENTIAL = "MatrixExponential";
export const EXPONENTIAL_ADJOINT = "ExponentialAdjoint";
export const STEP_MEASURES = "StepMeasures";

/** The same on plain arrays, n×n and row-major, each written to the last argument. */
export interface MatrixKernels {
  product(n: number, a: Float32Array, b: Float32Array, transposed: boolean, to: Float32Array): void;
  /** @throws RangeError where B is not finite, or too large for float32 */
  exponential(n: number, b: Float32Array, to: Float32Array): void;
  /** @throws RangeError where B is not finite, or too large for float32 */
  exponentialAdjoint(n: number, b: Float32Array, gradient: Float32Array, to: Float32Array): void;
}

export interface ProductAttributes {
  /** A·Bᵀ in place of A·B. */
  readonly transposed: boolean;
}

/** A·B, or A·Bᵀ. */
export function squareProduct(a: Tensor2D, b: Tensor2D, transposed = false): Tensor2D {
  return engine().runKernel(SQUARE_PRODUCT, { a, b }, { transposed }) as Tensor2D;
}

/** A − Aᵀ. */
export function skewPart(a: Tensor2D): Tensor2D {
  return engine().runKernel(SKEW_PART, { a }) as Tensor2D;
}

/**
 * exp(B).
 * @throws RangeError where B is not finite, or ‖B‖₁ above 2 × 10⁵, if the backend can tell without waiting; else the result is NaN
 */
export function matrixExponential(b: Tensor2D): Tensor2D {
  return engine().runKernel(MATRIX_EXPONENTIAL, { b }) as Tensor2D;
}

/** The adjoint Fréchet derivative of exp at B applied to G; errors as of {@link matrixExponential}. */
export function exponentialAdjoint(b: Tensor2D, gradient: Tensor2D): Tensor2D {
  return engine().runKernel(EXPONENTIAL_ADJOINT, { b, gradient }) as Tensor2D;
}

export interface MeasureAttributes {
  readonly complex: boolean;
}

/**
 * Loss, accuracy, ‖∂L/∂W‖_F, ‖WW* − I‖_F and the largest |parameter| in one tensor, [5]; of what is not finite that shows,
 * whatever the loss makes of it. The real form of a complex matrix has every entry
 * twice, and its norm √2 times too large: what is returned is the complex one's.
 * @param metrics loss and accuracy, [2]
 * @param parameters all but W, flat
 */
export function stepMeasures(
  metrics: Tensor1D,
  dW: Tensor2D,
  w: Tensor2D,
  parameters: Tensor1D,
  complex: boolean,
): Tensor1D {
  return engine().runKernel(STEP_MEASURES, { metrics, dW, w, parameters }, { complex }) as Tensor1D;
}
