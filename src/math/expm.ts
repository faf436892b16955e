import type { Algebra } from "./algebra";
import { arrays, type Matrix, requireFinite } from "./arrays";
import { type Dual, dual } from "./dual";
import { formatNumber } from "./number-format";

/**
 * exp(B) by the Taylor polynomial of degree 18 in five products (Bader, Blanes, Casas 2019, "Computing the
 * matrix exponential with an optimized Taylor polynomial approximation", eq. (16)) with scaling and squaring.
 * It is written over any {@link Algebra}, including dual numbers, which give the Fréchet derivative.
 */

/** Coefficients of I, B, B², B³, B⁶. */
const Q1 = [0, -0.10036558103014462, -0.00802924648241157, -0.00089213849804573, 0];
const Q2 = [0, 0.3978497494996451, 1.3678377846041172, 0.49828962252538267, -0.0006378981945947233];
const Q3 = [
  -10.967639605296206, 1.680158138789062, 0.05717798464788655, -0.0069821012248805206, 3.349750170860705e-5,
];
const Q4 = [
  -0.09043168323908106, -0.06764045190713819, 0.06759613017704597, 0.029555257042931552,
  -1.391802575160607e-5,
];
const Q5 = [0, 0, -0.09233646193671186, -0.016936493900208172, -1.400867981820361e-5];

/** The five sums that the polynomial is made of: Q₂ + (Q₃ + u)u with u = Q₁Q₅ + Q₄. */
export const TAYLOR_18: readonly (readonly number[])[] = [Q1, Q2, Q3, Q4, Q5];

/** The largest ‖B‖₁ for which the polynomial is exact to the unit roundoff. */
export const THETA_18 = { float32: 3.010066362817634, float64: 1.090863719290036 } as const;

/** The largest number of squarings. With more, hardly a digit of exp(B) would be correct: rounding alone is ε‖B‖₁. */
export const MAX_SQUARINGS = { float32: 16, float64: 60 } as const;

/**
 * The number of squarings, the smallest s ≥ 0 with ‖B‖₁/2^s ≤ θ₁₈.
 * @throws RangeError if the norm is NaN or infinite, or needs more than 16 squarings in float32
 */
export function squarings(norm1: number, precision: "float64" | "float32"): number {
  if (!Number.isFinite(norm1)) throw new RangeError(`exp(B) needs finite entries; ‖B‖₁ is ${norm1}.`);
  const max = MAX_SQUARINGS[precision];
  const s = Math.max(0, Math.ceil(Math.log2(norm1 / THETA_18[precision])));
  if (precision === "float32" && s > max) {
    throw new RangeError(
      `exp(B) of ‖B‖₁ = ${formatNumber(norm1)} has hardly a correct digit in float32: it would be squared ${s} times.`,
    );
  }
  return Math.min(max, s);
}

/** T₁₈(B/2^s) squared s times. The caller must choose s; see {@link squarings}. */
export function expmScaled<M>(algebra: Algebra<M>, b: M, s: number): M {
  return algebra.tidy(() => {
    const { mul, add, scale } = algebra;
    const b1 = scale(b, 2 ** -s);
    const b2 = mul(b1, b1);
    const b3 = mul(b2, b1);
    const powers = [algebra.identity(b), b1, b2, b3, mul(b3, b3)];
    const combine = (coefficients: readonly number[]) => {
      const used = [0, 1, 2, 3, 4].filter((i) => coefficients[i] !== 0);
      return algebra.combine(
        used.map((i) => coefficients[i]),
        used.map((i) => powers[i]),
      );
    };
    const u = add(mul(combine(Q1), combine(Q5)), combine(Q4));
    let result = add(combine(Q2), mul(add(combine(Q3), u), u));
    for (let i = 0; i < s; i++) result = mul(result, result);
    return result;
  });
}

/** exp(B), by the algebra's own implementation if it has one; else it waits for ‖B‖₁ if the matrix is on a device. */
export async function expm<M>(algebra: Algebra<M>, b: M): Promise<M> {
  if (algebra.exponential) return algebra.exponential.of(b);
  return expmScaled(algebra, b, squarings(await algebra.norm1(b), algebra.precision));
}

/** exp(B) of a plain matrix, without waiting. @throws RangeError if B is not square or not finite */
export function expmArray(b: Matrix): Matrix {
  requireFinite(b, "exp(B)");
  const algebra = arrays(b.values instanceof Float32Array ? "float32" : "float64");
  return expmScaled(algebra, b, squarings(algebra.norm1(b), algebra.precision));
}

/**
 * The adjoint Fréchet derivative of exp at B applied to G: the Frobenius gradient over all matrices B of a
 * loss with gradient G at exp(B). It is d/dε exp(B* + εG), the slope of a dual number.
 */
export async function expmAdjoint<M>(algebra: Algebra<M>, b: M, gradient: M): Promise<M> {
  if (algebra.exponential) return algebra.exponential.adjoint(b, gradient);
  return expmAdjointScaled(algebra, b, gradient, squarings(await algebra.norm1(b), algebra.precision));
}

/** The adjoint Fréchet derivative with s squarings; see {@link expmScaled}. */
export function expmAdjointScaled<M>(algebra: Algebra<M>, b: M, gradient: M, s: number): M {
  return algebra.tidy(() => {
    const seed: Dual<M> = { value: algebra.adjoint(b), slope: gradient };
    return expmScaled(dual(algebra), seed, s).slope;
  });
}
