import { deckDirection } from "../math/algebra";
import { allclose, type Miss, worstMiss } from "../math/allclose";
import { arrays, drift, frobenius, type Matrix, matrix } from "../math/arrays";
import { expmArray } from "../math/expm";

/**
 * The loop `while is_unitary(U): U = step(U); i += 1` in float64, one iteration at a time so that it can be watched,
 * with the naive step U + α·G or with exp(αA/2)·U, which has the same tangent and keeps U orthogonal.
 */

const algebra = arrays("float64");

export const UPDATE_RULES = ["naive", "exp"] as const;
export type UpdateRule = (typeof UPDATE_RULES)[number];

/** The iteration at which the loop is stopped if U stays unitary, since it would not end by itself. */
export const MAX_ITERATIONS = 1000;

/** The test of the program's `is_unitary`: np.allclose(I, U U*), with I first. */
export function isUnitary(u: Matrix): boolean {
  return allclose(algebra.identity(u), algebra.mul(u, algebra.adjoint(u)));
}

/** The entry of U U* that misses the tolerance of `is_unitary` by most; null if U passes. */
export function objection(u: Matrix): Miss | null {
  return worstMiss(algebra.identity(u), algebra.mul(u, algebra.adjoint(u)));
}

const entrywise =
  (f: (x: number) => number) =>
  (u: Matrix): Matrix => ({
    n: u.n,
    values: Float64Array.from(u.values, f),
  });

/** The functions of one number that may be used in the update, each applied to every entry. */
export const ENTRYWISE = {
  sigmoid: entrywise((x) => 1 / (1 + Math.exp(-x))),
  tanh: entrywise(Math.tanh),
  relu: entrywise((x) => Math.max(x, 0)),
  /** modReLU with threshold m = 0.1: sign(x)·(|x| + m). */
  modrelu: entrywise((x) => Math.sign(x) * (Math.abs(x) + 0.1)),
  /** modReLU with threshold 0, and the identity: the same on real numbers. */
  identity: entrywise((x) => x),
} as const satisfies Record<string, (u: Matrix) => Matrix>;

/** A matrix unrelated to U. Its leading n×n block is used for size n. */
const FIXED_DIRECTION = [
  [0.3, -0.7, 0.5, -0.2],
  [1.1, 0.2, -0.4, 0.9],
  [-0.6, 0.8, 0.1, -0.3],
  [0.4, -1, 0.7, 0.6],
] as const;

/**
 * The fixed direction G of size n, [[0.3, −0.7], [1.1, 0.2]] for n = 2.
 * @throws RangeError if n > 4
 */
export function fixedDirection(n: number): Matrix {
  if (n > FIXED_DIRECTION.length)
    throw new RangeError(`The fixed G has at most ${FIXED_DIRECTION.length} rows; ${n} were requested.`);
  return matrix(FIXED_DIRECTION.slice(0, n).map((row) => row.slice(0, n)));
}

/** The choices of the gradient-like matrix G that both steps use. */
export const DIRECTIONS = {
  sigmoid: ENTRYWISE.sigmoid,
  fixed: (u: Matrix) => fixedDirection(u.n),
} as const satisfies Record<string, (u: Matrix) => Matrix>;
export type Direction = keyof typeof DIRECTIONS;

/** One iteration of the loop's body: the next U, given U, G and the learning rate α. */
export const STEPS: Readonly<Record<UpdateRule, (u: Matrix, g: Matrix, learningRate: number) => Matrix>> = {
  /** U + α·G. */
  naive: (u, g, learningRate) => algebra.add(u, algebra.scale(g, learningRate)),
  /**
   * exp(αA/2)·U with A = GU* − UG*, a product of orthogonal matrices. At an orthogonal U its first-order term αAU/2 =
   * α(G − UG*U)/2 is the part of α·G that is tangent to the orthogonal matrices.
   */
  exp: (u, g, learningRate) =>
    algebra.mul(expmArray(algebra.scale(deckDirection(algebra, g, u), learningRate / 2)), u),
};

/** ‖A‖_F of A = GU* − UG*; if it is 0, the exp step does not move U. */
export const turningNorm = (u: Matrix, g: Matrix): number => frobenius(deckDirection(algebra, g, u));

/** A smaller ‖A‖_F is rounding. */
const ROUNDING = 1e-12;

/** Whether A = 0, so that the exp step leaves U where it is. */
export const isStill = (u: Matrix, g: Matrix): boolean => turningNorm(u, g) < ROUNDING;

/** ‖U − V‖_F, the distance of two matrices. */
export const distance = (u: Matrix, v: Matrix): number => frobenius(algebra.sub(u, v));

/** A loop in progress. */
export interface Loop {
  readonly u: Matrix;
  /** ‖UU* − I‖_F after 0, 1, 2 … iterations. */
  readonly drifts: readonly number[];
  /**
   * The number of iterations after which `is_unitary` was first false, which the program prints; null while it is true.
   */
  readonly stoppedAfter: number | null;
}

/** The number of iterations made. */
export const iterations = (loop: Loop): number => loop.drifts.length - 1;

/** The loop before its first iteration. */
export const begin = (u: Matrix): Loop => ({ u, drifts: [drift(u)], stoppedAfter: isUnitary(u) ? null : 0 });

/**
 * Advances the loop by some iterations. It continues past the iteration at which the program stops, which is recorded
 * in `stoppedAfter`; a U that is not finite is no longer changed.
 */
export function advance(loop: Loop, step: (u: Matrix) => Matrix, times: number): Loop {
  let { u, stoppedAfter } = loop;
  const drifts = loop.drifts.slice();
  for (let k = 0; k < times; k++) {
    if (isFiniteMatrix(u)) u = step(u);
    drifts.push(drift(u));
    if (stoppedAfter === null && !isUnitary(u)) stoppedAfter = drifts.length - 1;
  }
  return { u, drifts, stoppedAfter };
}

/** The number that the program prints for this start and step; null if U is still unitary after `maxIterations`. */
export function countIterations(
  u0: Matrix,
  step: (u: Matrix) => Matrix,
  maxIterations = MAX_ITERATIONS,
): number | null {
  let u = u0;
  for (let i = 0; i <= maxIterations; i++) {
    if (!isUnitary(u)) return i;
    u = step(u);
  }
  return null;
}

export const isFiniteMatrix = (u: Matrix): boolean => u.values.every(Number.isFinite);
