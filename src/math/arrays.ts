import { OPTIMISERS } from "../optimisers";
import type { Device } from "./algebra";

/** A real matrix with n columns, n×n unless more is said: row-major values in float64 or float32. */
export interface Matrix {
  readonly n: number;
  readonly values: Float64Array | Float32Array;
}

/**
 * Makes an n×n matrix from its entries.
 * @throws RangeError that says what is wrong: not square, or NaN or infinity with its row and column
 */
export function matrix(
  values: ArrayLike<number> | readonly (readonly number[])[],
  precision: "float64" | "float32" = "float64",
): Matrix {
  const flat = Array.isArray(values[0])
    ? flatten(values as readonly (readonly number[])[])
    : (values as ArrayLike<number>);
  const n = Math.sqrt(flat.length);
  if (!Number.isInteger(n))
    throw new RangeError(`A square matrix is needed; ${flat.length} entries do not make one.`);
  const entries = precision === "float64" ? Float64Array.from(flat) : Float32Array.from(flat);
  return requireFinite({ n, values: entries }, "A matrix");
}

/**
 * Returns the matrix itself if it is n×n and finite.
 * @param purpose what needs the matrix, the beginning of the error's sentence
 * @throws RangeError that says what is wrong: the number of entries, or NaN or infinity with its row and column
 */
export const requireFinite = (given: Matrix, purpose: string): Matrix =>
  finite(requireSquare(given, purpose), purpose);

/** As {@link requireFinite}, of a matrix with n columns and any number of rows. */
export function finite(given: Matrix, purpose: string): Matrix {
  const { n, values } = given;
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const place = `(${Math.floor(bad / n) + 1}, ${(bad % n) + 1})`;
    throw new RangeError(`${purpose}: entry ${place} is ${values[bad]}; finite numbers are needed.`);
  }
  return given;
}

/** As {@link requireFinite}, but checks only the number of entries. */
export function requireSquare(given: Matrix, purpose: string): Matrix {
  const { n, values } = given;
  if (!Number.isInteger(n) || n < 1 || values.length !== n * n) {
    throw new RangeError(`${purpose}: ${values.length} entries do not make a square matrix of size ${n}.`);
  }
  return given;
}

function flatten(rows: readonly (readonly number[])[]): number[] {
  for (const [i, row] of rows.entries()) {
    if (row.length !== rows.length) {
      throw new RangeError(
        `A square matrix is needed; row ${i + 1} of ${rows.length} has ${row.length} entries.`,
      );
    }
  }
  return rows.flat();
}

/** The rows of a matrix as nested arrays. */
export const rows = ({ n, values }: Matrix): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * n, (i + 1) * n)));

/** ‖A‖_F. */
export function frobenius({ values }: Matrix): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

/**
 * ‖WW* − I‖_F of a real matrix, summed in float64 whatever the precision of W: for a W so close to orthogonal, rounding
 * in float32 sums would be as large as the drift itself.
 */
export function drift({ n, values }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += (dotRows(values, i * n, i * n, n) - 1) ** 2;
    for (let j = i + 1; j < n; j++) sum += 2 * dotRows(values, i * n, j * n, n) ** 2;
  }
  return Math.sqrt(sum);
}

/** The inner product of two rows, in four independent sums, which a processor can add in parallel. */
function dotRows(values: ArrayLike<number>, one: number, other: number, n: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < n; k += 4) {
    a += values[one + k] * values[other + k];
    b += values[one + k + 1] * values[other + k + 1];
    c += values[one + k + 2] * values[other + k + 2];
    d += values[one + k + 3] * values[other + k + 3];
  }
  for (; k < n; k++) a += values[one + k] * values[other + k];
  return a + b + (c + d);
}

/** An algebra on plain arrays, whose results are available immediately. */
export interface PlainAlgebra extends Device<Matrix> {
  norm1(a: Matrix): number;
  toHost(a: Matrix): Matrix;
}

/**
 * Real matrices on plain arrays. Sums are rounded to the arrays' own precision, as on a device. What goes entry by entry
 * takes matrices of any number of rows.
 */
export function arrays(precision: "float64" | "float32"): PlainAlgebra {
  const make = (n: number, length = n * n): Matrix => ({
    n,
    values: precision === "float64" ? new Float64Array(length) : new Float32Array(length),
  });
  const like = ({ n, values }: Matrix) => make(n, values.length);
  const zip = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix => {
    if (a.n !== b.n || a.values.length !== b.values.length)
      throw new RangeError(`Sizes ${a.n} and ${b.n} do not match.`);
    const out = like(a);
    for (let i = 0; i < out.values.length; i++) out.values[i] = f(a.values[i], b.values[i]);
    return out;
  };
  const map = (a: Matrix, f: (x: number) => number): Matrix => {
    const out = like(a);
    for (let i = 0; i < out.values.length; i++) out.values[i] = f(a.values[i]);
    return out;
  };
  return {
    precision,
    zeros: like,
    add: (a, b) => zip(a, b, (x, y) => x + y),
    sub: (a, b) => zip(a, b, (x, y) => x - y),
    scale: (a, s) => map(a, (x) => s * x),
    optimise(id, gradient, memory, { rate, count }, from) {
      const optimiser = OPTIMISERS[id];
      const { values } = gradient;
      const update = like(gradient);
      const next = memory.map((slot) => map(slot, (x) => x));
      const slots = next.map((slot) => slot.values);
      optimiser.step(values, slots, update.values, optimiser.constants(rate, count));
      return { result: from ? this.sub(from, update) : update, memory: next };
    },
    tidy: (f) => f(),
    free: () => {},
    identity({ n }) {
      const out = make(n);
      for (let i = 0; i < n; i++) out.values[i * n + i] = 1;
      return out;
    },
    mul(a, b) {
      if (a.n !== b.n) throw new RangeError(`Sizes ${a.n} and ${b.n} do not match.`);
      const { n } = a;
      const out = make(n);
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < n; k++) {
          const factor = a.values[i * n + k];
          for (let j = 0; j < n; j++) out.values[i * n + j] += factor * b.values[k * n + j];
        }
      }
      return out;
    },
    mulAdjoint(a, b) {
      return this.mul(a, this.adjoint(b));
    },
    combine(coefficients, terms) {
      const out = like(terms[0]);
      for (const [k, c] of coefficients.entries()) {
        for (let i = 0; i < out.values.length; i++) out.values[i] += c * terms[k].values[i];
      }
      return out;
    },
    adjoint(a) {
      const { n } = a;
      const out = make(n);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out.values[j * n + i] = a.values[i * n + j];
      return out;
    },
    skew(a) {
      return this.sub(a, this.adjoint(a));
    },
    norm1({ n, values }) {
      let largest = 0;
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += Math.abs(values[i * n + j]);
        if (!(sum <= largest)) largest = sum;
      }
      return largest;
    },
    toHost: ({ n, values }) => finite({ n, values: Float64Array.from(values) }, "A matrix"),
    fromHost: (a) => map(a, (x) => x),
  };
}
