import { deckDirection } from "../math/algebra";
import { allclose, type Miss, worstMiss } from "../math/allclose";
import { arrays, drift, frobenius, type Matrix, matrix } from "../math/arrays";
import { expmArray } from "../math/expm";

/**
 * The loop `while is_unitary(U): U = step(U); i += 1` in float64, one iteration at a time, so that it can be
 * watched: beside the naive step U + α·G stands exp(αA/2)·U, which goes the same way and keeps U orthogonal.
 */

const algebra = arrays("float64");

export const UPDATE_RULES = ["naive", "exp"] as const;
export type UpdateRule = (typeof UPDATE_RULES)[number];

/** Where the loop is stopped by hand when U stays unitary: it would not end by itself. */
export const MAX_ITERATIONS = 1000;

/** What the program's `is_unitary` asks: np.allclose(I, U U*), I first. */
export function isUnitary(u: Matrix): boolean {
  return allclose(algebra.identity(u), algebra.mul(u, algebra.adjoint(u)));
}

/** The entry of U U* that `is_unitary` objects to most; null where U passes. */
export function objection(u: Matrix): Miss | null {
  return worstMiss(algebra.identity(u), algebra.mul(u, algebra.adjoint(u)));
}

const entrywise =
  (f: (x: number) => number) =>
  (u: Matrix): Matrix => ({
    n: u.n,
    values: Float64Array.from(u.values, f),
  });

/** Functions of one number that may stand in the update, each applied to every entry. */
export const ENTRYWISE = {
  sigmoid: entrywise((x) => 1 / (1 + Math.exp(-x))),
  tanh: entrywise(Math.tanh),
  relu: entrywise((x) => Math.max(x, 0)),
  /** modReLU with threshold m = 0.1: sign(x)·(|x| + m). */
  modrelu: entrywise((x) => Math.sign(x) * (Math.abs(x) + 0.1)),
  /** modReLU with threshold 0, and the identity: the same on real numbers. */
  identity: entrywise((x) => x),
} as const satisfies Record<string, (u: Matrix) => Matrix>;

/** A matrix with nothing in common with U, for every size the page offers: its leading n×n block. */
const FIXED = [
  [0.3, -0.7, 0.5, -0.2],
  [1.1, 0.2, -0.4, 0.9],
  [-0.6, 0.8, 0.1, -0.3],
  [0.4, -1, 0.7, 0.6],
] as const;

/**
 * The fixed direction G of size n, [[0.3, −0.7], [1.1, 0.2]] for n = 2.
 * @throws RangeError where n > 4.
 */
export function fixedDirection(n: number): Matrix {
  if (n > FIXED.length)
    throw new RangeError(`The fixed G has at most ${FIXED.length} rows; ${n} were requested.`);
  return matrix(FIXED.slice(0, n).map((row) => row.slice(0, n)));
}

/** The gradient-like matrix G that both steps are made from. */
export const DIRECTIONS = {
  sigmoid: ENTRYWISE.sigmoid,
  fixed: (u: Matrix) => fixedDirection(u.n),
} as const satisfies Record<string, (u: Matrix) => Matrix>;
export type Direction = keyof typeof DIRECTIONS;

/** One pass of the loop's body: the next U, from U, G and the learning rate α. */
export const STEPS: Readonly<Record<UpdateRule, (u: Matrix, g: Matrix, rate: number) => Matrix>> = {
  /** U + α·G. */
  naive: (u, g, rate) => algebra.add(u, algebra.scale(g, rate)),
  /**
   * exp(αA/2)·U with A = GU* − UG*: orthogonal times orthogonal. At an orthogonal U its first order, αAU/2 =
   * α(G − UG*U)/2, is the part of α·G that is tangent to the orthogonal matrices.
   */
  exp: (u, g, rate) => algebra.mul(expmArray(algebra.scale(deckDirection(algebra, g, u), rate / 2)), u),
};

/** ‖A‖_F of A = GU* − UG*: 0 means that the exp step does not move U at all. */
export const turningNorm = (u: Matrix, g: Matrix): number => frobenius(deckDirection(algebra, g, u));

/** Below this ‖A‖_F is rounding. */
const ROUNDING = 1e-12;

/** Whether A = 0, so that the exp step leaves U where it is. */
export const isStill = (u: Matrix, g: Matrix): boolean => turningNorm(u, g) < ROUNDING;

/** ‖U − V‖_F: how far the one lies from the other. */
export const distance = (u: Matrix, v: Matrix): number => frobenius(algebra.sub(u, v));

/** A loop in progress. */
export interface Loop {
  readonly u: Matrix;
  /** ‖UU* − I‖_F after 0, 1, 2 … iterations. */
  readonly drifts: readonly number[];
  /** Iterations after which `is_unitary` first said no, what the program prints; null while it says yes. */
  readonly stoppedAfter: number | null;
}

export const iterations = (loop: Loop): number => loop.drifts.length - 1;

export const begin = (u: Matrix): Loop => ({ u, drifts: [drift(u)], stoppedAfter: isUnitary(u) ? null : 0 });

/**
 * The loop some iterations later. It goes on past the point where the program stops, which `stoppedAfter`
 * remembers; only a U that is no longer finite stays where it is.
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

/** What the program prints for this start and step; null where U is still unitary after `most` iterations. */
export function countIterations(
  u0: Matrix,
  step: (u: Matrix) => Matrix,
  most = MAX_ITERATIONS,
): number | null {
  let u = u0;
  for (let i = 0; i <= most; i++) {
    if (!isUnitary(u)) return i;
    u = step(u);
  }
  return null;
}

export const isFiniteMatrix = (u: Matrix): boolean => u.values.every(Number.isFinite);
