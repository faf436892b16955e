import { type CellSize, width } from "../kernels/cell-size";
import { complexEigenvectors, type Eigenvectors, realEigenvectors } from "../math/eigenvectors";
import { singularValueDecomposition } from "../math/svd";
import { norm } from "./arithmetic";

/**
 * The states of a sequence in the eigenbasis of W: h_t = Σ_k c_k(t) v_k for complex units, and for real ones
 * h_t = Σ_{λ_k real} c_k(t) v_k + Σ_{pairs} 2 Re(c_k(t) v_k). The eigenvectors have norm 1, and their entry of largest
 * modulus is real and positive, which fixes the phase of c_k. There are m of them: n if the units are complex; if they
 * are real, one of each conjugate pair, that with Im λ > 0. They are in ascending order of arg λ ∈ (−π, π], and of equal
 * angles the largest |λ| is first.
 */
export interface Eigenbasis {
  /** Re λ_k and Im λ_k, [m] each. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Re v_k and Im v_k as rows, [m, n] row-major each. */
  readonly vectorsRe: Float64Array;
  readonly vectorsIm: Float64Array;
  /** |c_k(t)| for t = 0 … T, [T+1, m] row-major. */
  readonly modulus: Float64Array;
  /** arg c_k(t) in radians, in (−π, π], [T+1, m] row-major. */
  readonly phase: Float64Array;
}

/**
 * The largest condition number of the eigenvectors with which they count as a basis. Rounding gives those of a matrix
 * that has no eigenbasis, such as [[1, 1], [0, 1]], a condition of 10⁷ or more.
 */
const MAX_CONDITION = 1e6;

/**
 * The states in the eigenbasis of W; see {@link Eigenbasis}.
 * @param w W, [w, w] row-major, with w = `width(size)`; a complex W in its real form
 * @param states h_0 … h_T, [T+1, w] row-major
 * @returns null if W is not finite, or its eigenvectors have a condition number above 10⁶, as if W is defective
 */
export function inEigenbasis(
  { size, w }: { readonly size: CellSize; readonly w: Float32Array },
  states: Float64Array,
): Eigenbasis | null {
  if (!w.every(Number.isFinite)) return null;
  const n = width(size);
  const matrix = { n, values: w };
  const found = eigenvectorsOf(size.complex ? complexEigenvectors(matrix) : realEigenvectors(matrix));
  const columns = found.flatMap((one, k) => (size.complex ? complexColumns(one, k) : realColumns(one, k)));
  const rows = inverseRows(columns, n);
  if (!rows) return null;
  const [count, m] = [states.length / n, found.length];
  const [modulus, phase] = [new Float64Array(count * m), new Float64Array(count * m)];
  for (let t = 0; t < count; t++) {
    const h = states.subarray(t * n, (t + 1) * n);
    const [re, im] = [new Float64Array(m), new Float64Array(m)];
    for (const [at, { k, imaginary, scale }] of columns.entries()) {
      (imaginary ? im : re)[k] = scale * dot(rows[at], h);
    }
    for (let k = 0; k < m; k++) {
      modulus[t * m + k] = Math.hypot(re[k], im[k]);
      phase[t * m + k] = Math.atan2(im[k], re[k]);
    }
  }
  const flat = (part: "vectorRe" | "vectorIm") =>
    Float64Array.from(found.flatMap((one) => Array.from(one[part])));
  return {
    re: Float64Array.from(found, ({ re }) => re),
    im: Float64Array.from(found, ({ im }) => im),
    vectorsRe: flat("vectorRe"),
    vectorsIm: flat("vectorIm"),
    modulus,
    phase,
  };
}

interface Eigenvector {
  readonly re: number;
  readonly im: number;
  readonly vectorRe: Float64Array;
  readonly vectorIm: Float64Array;
}

/** The eigenvectors in the order and with the norm and phase of {@link Eigenbasis}. */
function eigenvectorsOf({ re, im, vectorsRe, vectorsIm }: Eigenvectors): Eigenvector[] {
  const all = Array.from(re, (_, k): Eigenvector => {
    const [x, y] = [vectorsRe.getColumn(k), vectorsIm.getColumn(k)];
    let largest = 0;
    for (const i of x.keys()) if (Math.hypot(x[i], y[i]) > Math.hypot(x[largest], y[largest])) largest = i;
    const size = Math.hypot(x[largest], y[largest]);
    const [cos, sin] = [x[largest] / size, -y[largest] / size];
    const length = norm(Float64Array.from([...x, ...y]));
    return {
      re: re[k],
      im: im[k],
      vectorRe: Float64Array.from(x, (_, i) => (cos * x[i] - sin * y[i]) / length),
      vectorIm: Float64Array.from(x, (_, i) => (sin * x[i] + cos * y[i]) / length),
    };
  });
  return all.sort(
    (one, other) =>
      Math.atan2(one.im, one.re) - Math.atan2(other.im, other.re) ||
      Math.hypot(other.re, other.im) - Math.hypot(one.re, one.im),
  );
}

/** A vector of the real basis in which states are written, [w]; `scale` times its coefficient is a part of c_k. */
interface Column {
  readonly values: Float64Array;
  readonly k: number;
  readonly imaginary: boolean;
  readonly scale: number;
}

/** 2 Re(c v) = a √2 Re v − b √2 Im v with c = (a + ib)/√2, which is as well conditioned as v and v̄ are. */
function realColumns({ im, vectorRe, vectorIm }: Eigenvector, k: number): Column[] {
  if (im === 0) return [{ values: vectorRe, k, imaginary: false, scale: 1 }];
  return [
    { values: vectorRe.map((x) => Math.SQRT2 * x), k, imaginary: false, scale: Math.SQRT1_2 },
    { values: vectorIm.map((x) => -Math.SQRT2 * x), k, imaginary: true, scale: Math.SQRT1_2 },
  ];
}

/** c v = a [Re v; Im v] + b [−Im v; Re v] with c = a + ib. */
function complexColumns({ vectorRe, vectorIm }: Eigenvector, k: number): Column[] {
  return [
    { values: Float64Array.from([...vectorRe, ...vectorIm]), k, imaginary: false, scale: 1 },
    { values: Float64Array.from([...vectorIm.map((y) => -y), ...vectorRe]), k, imaginary: true, scale: 1 },
  ];
}

/** The rows of the inverse of the matrix with these columns; null if its condition number is too large. */
function inverseRows(columns: readonly Column[], n: number): Float64Array[] | null {
  const values = new Float64Array(n * n);
  for (const [j, column] of columns.entries()) {
    for (let i = 0; i < n; i++) values[i * n + j] = column.values[i];
  }
  if (!values.every(Number.isFinite)) return null;
  const { singular, left, right } = singularValueDecomposition({ n, values }, true);
  if (Math.max(...singular) > MAX_CONDITION * Math.min(...singular)) return null;
  const inverse = right.mulRowVector(singular.map((s) => 1 / s)).mmul(left.transpose());
  return columns.map((_, at) => Float64Array.from(inverse.getRow(at)));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (const [i, value] of one.entries()) sum += value * other[i];
  return sum;
}
