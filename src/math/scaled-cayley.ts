import { arrays, type Matrix } from "./arrays";
import { cayley } from "./cayley";

/**
 * The scaled Cayley transform W = (I + A)⁻¹(I − A)D of a skew A, with D diagonal and ±1 (Helfrich, Willmott, Ye 2018,
 * "Orthogonal recurrent neural networks with scaled Cayley transform"). Complex matrices are given in their real form.
 */

const algebra = arrays("float64");

/** A diagonal entry nearer to 0 than this counts as 0, so that rounding does not choose the sign. */
const ROUNDING = 1e-10;

/** XD, which changes the signs of columns. */
const timesSigns = ({ n, values }: Matrix, d: Matrix): Matrix => ({
  n,
  values: Float64Array.from(values, (x, at) => x * d.values[(at % n) * (n + 1)]),
});

/** W; orthogonal for every skew A. @throws RangeError if A is not finite */
export const scaledCayley = (a: Matrix, d: Matrix): Matrix => timesSigns(cayley(algebra.scale(a, 2)), d);

/** The skew A of W₀ and of the D that {@link signsOf} finds: (I − W₀D)(I + W₀D)⁻¹. */
export const skewOf = (w0: Matrix, d: Matrix): Matrix =>
  algebra.scale(algebra.skew(cayley(algebra.scale(timesSigns(w0, d), 2))), 1 / 2);

/**
 * D for which I + W₀D = (W₀ + D)D is invertible, which needs a D other than I if W₀ has the eigenvalue −1. Elimination
 * on W₀ + D chooses each sign as that of the diagonal entry which it meets (Ballard et al. 2014, "Reconstructing
 * Householder vectors from tall-skinny QR"), so no pivot is less than 1 in modulus and |det(I + W₀D)| ≥ 1. The entries
 * of A are then small: up to about 2 for random W₀ at n = 256.
 */
export function signsOf(w0: Matrix, complex: boolean): Matrix {
  const { n: size } = w0;
  const rest = Float64Array.from(w0.values);
  const d = new Float64Array(size * size);
  // A complex pivot is two real ones: rows k and n + k of the real form, which share the sign.
  const places = complex ? [0, size / 2] : [0];
  const order = Array.from({ length: size / places.length }, (_, k) => places.map((place) => place + k));
  for (const [k, pivots] of order.entries()) {
    const sign = rest[k * size + k] < -ROUNDING ? -1 : 1;
    for (const p of pivots) {
      d[p * size + p] = sign;
      rest[p * size + p] += sign;
    }
    const later = order.slice(k + 1).flat();
    for (const [at, p] of pivots.entries()) eliminate(rest, size, p, [...pivots.slice(at + 1), ...later]);
  }
  return { n: size, values: d };
}

/** Subtracts from the rows given, in the columns given, the multiple of row p that makes their column p zero. */
function eliminate(rest: Float64Array, size: number, p: number, places: readonly number[]): void {
  for (const i of places) {
    const factor = rest[i * size + p] / rest[p * size + p];
    if (factor === 0) continue;
    for (const j of places) rest[i * size + j] -= factor * rest[p * size + j];
  }
}

/**
 * The gradient in the entries of A above the diagonal, as a skew matrix: M − M* with M = −(I + A)⁻*G(W + D)*, for
 * dW = −(I + A)⁻¹dA(W + D). Since (I + A)⁻¹ = (I + WD)/2 = (W + D)D/2, M = −½·D(W + D)*G(W + D)* takes no inverse.
 */
export function scaledCayleyGradient(w: Matrix, d: Matrix, gradient: Matrix): Matrix {
  const sum = algebra.add(w, d);
  const right = algebra.mulAdjoint(gradient, sum);
  const m = algebra.mul(algebra.adjoint(timesSigns(sum, d)), right);
  return algebra.scale(algebra.skew(m), -1 / 2);
}
