import { engine, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { FormOfW } from "./cell-size";

/**
 * The operations of rules and measurements on square matrices, each as one op: for a small matrix calls cost more than
 * arithmetic.
 */
export const SQUARE_PRODUCT = "SquareProduct";
export const SKEW_PART = "SkewPart";
export const MATRIX_EXPONENTIAL = "MatrixExponential";
export const EXPONENTIAL_ADJOINT = "ExponentialAdjoint";
export const STEP_MEASURES = "StepMeasures";

/** The operations on plain arrays, n×n and row-major; each writes its result to the last argument. */
export interface MatrixKernels {
  product(n: number, a: Float32Array, b: Float32Array, transposed: boolean, to: Float32Array): void;
  /** @throws RangeError if B is not finite, or too large for float32 */
  exponential(n: number, b: Float32Array, to: Float32Array): void;
  /** @throws RangeError if B is not finite, or too large for float32 */
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
 * @throws RangeError if B is not finite or ‖B‖₁ is above 2 × 10⁵, and the backend can tell without waiting; else the
 * result is NaN
 */
export function matrixExponential(b: Tensor2D): Tensor2D {
  return engine().runKernel(MATRIX_EXPONENTIAL, { b }) as Tensor2D;
}

/** The adjoint Fréchet derivative of exp at B applied to G; errors as in {@link matrixExponential}. */
export function exponentialAdjoint(b: Tensor2D, gradient: Tensor2D): Tensor2D {
  return engine().runKernel(EXPONENTIAL_ADJOINT, { b, gradient }) as Tensor2D;
}

export interface MeasureAttributes {
  readonly complex: boolean;
  /** The form of W and of ∂L/∂W. */
  readonly form: FormOfW;
}

/**
 * Loss, accuracy, ‖∂L/∂W‖_F, ‖WW* − I‖_F and the largest |parameter| in one tensor, [5]. Of the stacked matrices of a gated
 * cell, whose drift has no meaning, the fourth is ‖W‖_F. A parameter that is not finite
 * shows in the last one even if the loss is finite. The norm of a complex matrix's real form, which has every entry
 * twice, is √2 times too large; the norms returned are those of the complex matrix.
 * @param metrics loss and accuracy, [2]
 * @param parameters all but W, flat
 */
export function stepMeasures(
  metrics: Tensor1D,
  dW: Tensor2D,
  w: Tensor2D,
  parameters: Tensor1D,
  attributes: MeasureAttributes,
): Tensor1D {
  return engine().runKernel(STEP_MEASURES, { metrics, dW, w, parameters }, { ...attributes }) as Tensor1D;
}
