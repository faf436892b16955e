import type { Matrix } from "./arrays";
import { cos, exp, log, sin } from "./elementary";
import type { Random } from "./random";

/**
 * The recurrence of the linear recurrent unit (Orvieto et al. 2023, "Resurrecting recurrent neural networks for long
 * sequences", section 3): W = diag(λ), λ_j = exp(−exp(ν_j) + iθ_j), inside the unit circle for every ν and θ. The
 * parameters are a matrix of two rows, ν and θ, and so is λ: Re λ and Im λ, [2, n].
 */

/** The ring on which λ starts. */
export interface Ring {
  /** The range of |λ|. */
  readonly min: number;
  readonly max: number;
  /** arg λ is below it. */
  readonly phase: number;
}

/** The ring that is usual: near the circle, all phases. */
export const RING: Ring = { min: 0.9, max: 0.999, phase: 6.2832 };

/** The largest |λ|, where exp(ν) vanishes beside 1: with it λ stays inside the circle in float32 too. */
const MAX_MODULUS = 1 - 2 ** -22;

const modulusOf = (nu: number): number => Math.min(exp(-exp(nu)), MAX_MODULUS);

/**
 * Draws the parameters of λ with |λ|² ~ U(r_min², r_max²), which is uniform on the ring’s area, and arg λ ~ U(0, phase): ν
 * of all λ, then θ.
 */
export function drawRing(n: number, { min, max, phase }: Ring, random: Random): Matrix {
  const values = new Float64Array(2 * n);
  for (let j = 0; j < n; j++) values[j] = log(-log(max * max - random.next() * (max * max - min * min)) / 2);
  for (let j = n; j < 2 * n; j++) values[j] = phase * random.next();
  return { n, values };
}

/** λ of ν and θ. */
export function eigenvaluesOf({ n, values }: Matrix): Matrix {
  const lambda = new Float64Array(2 * n);
  for (let j = 0; j < n; j++) {
    const [modulus, theta] = [modulusOf(values[j]), values[n + j]];
    lambda[j] = modulus * cos(theta);
    lambda[n + j] = modulus * sin(theta);
  }
  return { n, values: lambda };
}

/**
 * ∂L/∂ν and ∂L/∂θ from g = ∂L/∂Re λ + i ∂L/∂Im λ, [2, n]: −exp(ν) Re(ḡλ) and −Im(ḡλ).
 * @param parameters ν and θ
 */
export function ringGradient(parameters: Matrix, { values: g }: Matrix): Matrix {
  const { n } = parameters;
  const { values: lambda } = eigenvaluesOf(parameters);
  const slopes = new Float64Array(2 * n);
  for (let j = 0; j < n; j++) {
    const [re, im] = [lambda[j], lambda[n + j]];
    const along = g[j] * re + g[n + j] * im;
    // Where λ has become 0, exp(ν) may be infinite.
    slopes[j] = along === 0 ? 0 : -exp(parameters.values[j]) * along;
    slopes[n + j] = g[n + j] * re - g[j] * im;
  }
  return { n, values: slopes };
}

/** √(1 − |λ_j|²), by which row j of V is multiplied at the start, so that states begin of a size that is alike for all λ. */
export const inputScales = ({ n, values }: Matrix): Float64Array =>
  Float64Array.from({ length: n }, (_, j) => Math.sqrt(1 - modulusOf(values[j]) ** 2));

/** diag(λ) of λ, [2, n], in its real form [[R, −I], [I, R]], 2n×2n. */
export function diagonalMatrix<Values extends Matrix["values"]>({
  n,
  values,
}: {
  n: number;
  values: Values;
}) {
  const size = 2 * n;
  const length = size * size;
  const all = (
    values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)
  ) as Values;
  for (let j = 0; j < n; j++) {
    const [re, im] = [values[j], values[n + j]];
    all[j * size + j] = re;
    all[(n + j) * size + n + j] = re;
    all[(n + j) * size + j] = im;
    all[j * size + n + j] = -im;
  }
  return { n: size, values: all };
}

/** ‖WW* − I‖_F = √Σ(|λ|² − 1)² of W = diag(λ), in float64. */
export function diagonalDrift({ n, values }: Matrix): number {
  let sum = 0;
  for (let j = 0; j < n; j++) sum += (values[j] ** 2 + values[n + j] ** 2 - 1) ** 2;
  return Math.sqrt(sum);
}
