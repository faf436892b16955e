import type { OptimiserId } from "../optimisers";
import type { OptimiserStep } from "../optimisers/optimiser";
import type { Matrix } from "./arrays";

/**
 * The matrix operations in which the formulas are written, so that each formula is written once and runs on float64
 * arrays (the reference), float32 tensors (training) and dual numbers (derivatives).
 *
 * Values are immutable: an operation returns a new matrix.
 */
export interface Algebra<M> {
  /** Unit roundoff of the underlying numbers: 2⁻⁵³ or 2⁻²⁴. */
  readonly precision: "float64" | "float32";
  /** The n×n identity of the same kind as `like`. */
  identity(like: M): M;
  /** The n×n zero matrix of the same kind as `like`. */
  zeros(like: M): M;
  /** A·B. */
  mul(a: M, b: M): M;
  /** A·B*. */
  mulAdjoint(a: M, b: M): M;
  /** A + B. */
  add(a: M, b: M): M;
  /** A − B. */
  sub(a: M, b: M): M;
  /** s·A for a real number s. */
  scale(a: M, s: number): M;
  /** Σ c_i A_i for real numbers c_i; at least one term. */
  combine(coefficients: readonly number[], terms: readonly M[]): M;
  /** Conjugate transpose A*. */
  adjoint(a: M): M;
  /** A − A*. */
  skew(a: M): M;
  /** ‖A‖₁, the largest column sum of absolute values. On a device this waits for a read-back. */
  norm1(a: M): number | Promise<number>;
  /**
   * exp(B), and its adjoint Fréchet derivative at B applied to G, if there is an implementation that is faster than the
   * operations above and does not wait for a device.
   * @throws RangeError if B is not finite and that is known without waiting; else the result is NaN
   */
  readonly exponential?: { of(b: M): M; adjoint(b: M, gradient: M): M };
  /** Runs `f` and frees what it allocated except its result; a no-op if memory is garbage-collected. */
  tidy<T>(f: () => T): T;
  /** Frees matrices that the caller owns; a no-op if memory is garbage-collected. */
  free(...matrices: M[]): void;
}

/** An algebra whose matrices are on a device or in plain arrays and can be copied to the host and back. */
export interface Device<M> extends Algebra<M> {
  /**
   * An optimiser's update for a gradient, or `from` minus that update, and the optimiser's next memory: new matrices.
   */
  optimise(
    optimiser: OptimiserId,
    gradient: M,
    memory: readonly M[],
    at: OptimiserStep,
    from?: M,
  ): { readonly result: M; readonly memory: M[] };
  /**
   * A copy in float64 on the host. From a device this waits for a read-back.
   * @throws RangeError if an entry is not finite
   */
  toHost(a: M): Matrix | Promise<Matrix>;
  /** A copy of the matrix in this algebra's own numbers. */
  fromHost(a: Matrix): M;
}

/** G W* − W G*, skew-Hermitian: twice the skew part of G W*. It is the lecture's direction. */
export function deckDirection<M>(algebra: Algebra<M>, gradient: M, w: M): M {
  return algebra.skew(algebra.mulAdjoint(gradient, w));
}
