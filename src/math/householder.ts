import { arrays, type Matrix } from "./arrays";

/**
 * Products of reflections, W = H₁H₂⋯Hₙ with Hₖ = I − 2vₖvₖᵀ/‖vₖ‖² and vₖ the rows of a real n×n matrix V. A row
 * of zeros gives Hₖ = I (Mhammedi, Hellicar, Rahman, Bailey 2017, "Efficient orthogonal
 * parametrisation of recurrent neural networks using Householder reflections").
 */

/** A column of W₀ closer to its unit vector than this needs no reflection. */
const ROUNDING = 1e-10;

/** W of V; 4n³ operations. */
export function householderProduct(v: Matrix): Matrix {
  const w = arrays("float64").identity(v);
  for (let k = v.n - 1; k >= 0; k--) reflectRows(w, row(v, k));
  return w;
}

/**
 * V of a real orthogonal W₀ by Householder's triangularisation: one reflection per column turns W₀ into the identity,
 * so the same reflections in order produce W₀. Every v that is not 0 has unit length.
 *
 * A reflection has determinant −1. So a W₀ of determinant (−1)ⁿ uses all n rows, and any other uses n − 1 and its last
 * row stays 0; in both cases V can reach every W with W₀'s determinant. Rows that W₀ does not need are filled with
 * pairs of equal reflections, which cancel at the start and are then trained.
 */
export function householderVectors(w0: Matrix): Matrix {
  const { n } = w0;
  const rest: Matrix = { n, values: Float64Array.from(w0.values) };
  const vectors: Float64Array[] = [];
  for (let k = 0; k < n; k++) {
    const v = normalOf(rest, k);
    if (!v) continue;
    reflectRows(rest, v);
    vectors.push(v);
  }
  for (let axis = 0; vectors.length + 2 <= n; axis++) {
    const v = new Float64Array(n);
    v[axis] = 1;
    vectors.push(v, v);
  }
  const values = new Float64Array(n * n);
  for (const [k, v] of vectors.entries()) values.set(v, k * n);
  return { n, values };
}

/** The unit v whose reflection maps column k, from its diagonal entry on, to eₖ; undefined if it is eₖ already. */
function normalOf({ n, values }: Matrix, k: number): Float64Array | undefined {
  const v = new Float64Array(n);
  for (let i = k; i < n; i++) v[i] = values[i * n + k];
  let below = 0;
  for (let i = k + 1; i < n; i++) below += v[i] * v[i];
  // x − eₖ for a unit x; the first entry is computed without cancellation for x near eₖ.
  v[k] = v[k] > 0 ? -below / (1 + v[k]) : v[k] - 1;
  const length = Math.sqrt(dot(v, v));
  return length < ROUNDING ? undefined : v.map((x) => x / length);
}

/** ∂L/∂V for G = ∂L/∂W; 12n³ operations. Each row is orthogonal to its v, since the length of v does not affect W. */
export function householderGradient(v: Matrix, gradient: Matrix): Matrix {
  const { n } = v;
  // Before reflection k: (H₁⋯Hₖ₋₁)ᵀ G (Hₖ₊₁⋯Hₙ)ᵀ, which is ∂L/∂Hₖ.
  const pulled: Matrix = { n, values: Float64Array.from(gradient.values) };
  for (let k = n - 1; k > 0; k--) reflectColumns(pulled, row(v, k));
  const result = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const normal = row(v, k);
    const square = dot(normal, normal);
    if (square > 0) {
      const right = times(pulled, normal);
      const both = timesTransposed(pulled, normal).map((x, i) => x + right[i]);
      const along = (2 * dot(normal, right)) / square;
      for (let i = 0; i < n; i++) result[k * n + i] = (-2 / square) * (both[i] - along * normal[i]);
    }
    reflectRows(pulled, normal);
    if (k + 1 < n) reflectColumns(pulled, row(v, k + 1));
  }
  return { n, values: result };
}

const row = ({ n, values }: Matrix, k: number) => Float64Array.from(values.subarray(k * n, (k + 1) * n));

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

function times({ n, values }: Matrix, x: Float64Array): Float64Array {
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[i] += values[i * n + j] * x[j];
  return result;
}

function timesTransposed({ n, values }: Matrix, x: Float64Array): Float64Array {
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[j] += values[i * n + j] * x[i];
  return result;
}

/** X ← HX in place. */
function reflectRows(x: Matrix, v: Float64Array): void {
  subtractOuter(x, v, timesTransposed(x, v), v);
}

/** X ← XH in place. */
function reflectColumns(x: Matrix, v: Float64Array): void {
  subtractOuter(x, times(x, v), v, v);
}

/** X ← X − 2abᵀ/‖v‖² in place; nothing for v = 0. */
function subtractOuter({ n, values }: Matrix, a: Float64Array, b: Float64Array, v: Float64Array): void {
  const square = dot(v, v);
  if (square === 0) return;
  for (let i = 0; i < n; i++) {
    const factor = (2 * a[i]) / square;
    for (let j = 0; j < n; j++) values[i * n + j] -= factor * b[j];
  }
}
