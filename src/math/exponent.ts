import { Matrix as Dense, EigenvalueDecomposition } from "ml-matrix";
import { deckDirection } from "./algebra";
import { arrays, frobenius, type Matrix } from "./arrays";
import { complexForm, realForm } from "./complex";
import { expmAdjoint, expmArray } from "./expm";
import { singularValues } from "./scaled";

/**
 * The eigenangles θ of a skew-Hermitian B, whose eigenvalues are iθ, in ascending order. A real B has a pair ±θ for
 * each plane that it turns, with its singular values as |θ|; for a complex B they are the eigenvalues of the Hermitian
 * −iB.
 * @param b real, or a complex one in real form
 */
export function eigenangles(b: Matrix, complex: boolean): number[] {
  if (!b.values.every(Number.isFinite)) return new Array<number>(complex ? b.n / 2 : b.n).fill(Number.NaN);
  if (!complex) {
    const planes = singularValues(b.n, b.values).filter((_, i) => i % 2 === 0);
    const turned = planes.slice(0, Math.floor(b.n / 2));
    return [...turned.map((theta) => -theta), ...(b.n % 2 === 1 ? [0] : []), ...turned.reverse()];
  }
  const { re, im } = complexForm(b);
  const hermitian = realForm({ re: im, im: arrays("float64").scale(re, -1) });
  const dense = Dense.from1DArray(b.n, b.n, Array.from(hermitian.values));
  const found = new EigenvalueDecomposition(dense, { assumeSymmetric: true }).realEigenvalues;
  // In real form every eigenvalue occurs twice.
  return found.sort((one, other) => one - other).filter((_, i) => i % 2 === 0);
}

/**
 * The largest difference Δ of two eigenangles of B that affects the lecture's rule; while Δ < π, the rule descends for
 * every gradient. For a real B a plane's own 2θ has no effect, so that Δ is the sum of the two largest |θ| of different
 * planes.
 * @param angles from {@link eigenangles}
 */
export function largestDifference(angles: readonly number[], complex: boolean): number {
  const last = angles.length - 1;
  if (last < 1) return 0;
  if (complex) return angles[last] - angles[0];
  return last < 2 ? 0 : angles[last] + Math.abs(angles[last - 1]);
}

/**
 * The cosine between A = GW* − WG* and the gradient in B of the loss at W = exp(B)·W₀, which is M − M* with M the
 * adjoint Fréchet derivative of exp at B applied to G·W₀*. It is NaN if either is 0.
 * @param gradient G = ∂L/∂W; all three real, or in real form
 */
export async function deckCosine(w: Matrix, b: Matrix, gradient: Matrix): Promise<number> {
  const algebra = arrays("float64");
  const [w64, b64, g64] = [w, b, gradient].map((each) => algebra.fromHost(each));
  const deck = deckDirection(algebra, g64, w64);
  // W₀* = W* exp(B), since exp(−B)* = exp(B).
  const pulledBack = algebra.mul(algebra.mul(g64, algebra.adjoint(w64)), expmArray(b64));
  const m = await expmAdjoint(algebra, b64, pulledBack);
  const exact = algebra.sub(m, algebra.adjoint(m));
  let inner = 0;
  for (const [i, value] of deck.values.entries()) inner += value * exact.values[i];
  return inner / (frobenius(deck) * frobenius(exact));
}
