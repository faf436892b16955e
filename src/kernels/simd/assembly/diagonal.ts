import { activate, pullBack } from "./activation";
import { addProduct, FLOAT, flush } from "./float";

/**
 * The recurrence of a diagonal W = diag(λ) of complex units, k and k + n/2 of a row being Re and Im of one: instead of a
 * product with W each unit is multiplied by its own λ.
 */

/** The number of rows that are summed before their sum is added to the rest, as in sums.ts. */
const BLOCK_ROWS: usize = 64;

/**
 * y ← y + λ∘x for every row, or y + λ̄∘x.
 * @param lambda Re λ, then Im λ
 * @param half the bytes of half of λ, and of a row
 * @param sign 1 for λ, −1 for λ̄
 * @param flushing whether subnormal numbers are flushed to 0
 */
function addTurned(
  lambda: usize,
  half: usize,
  rows: usize,
  row: usize,
  x: usize,
  y: usize,
  sign: f32,
  flushing: bool,
): void {
  const vectors = half & ~15;
  const signs = f32x4.splat(sign);
  for (const end = x + rows * row; x < end; x += row, y += row) {
    let j: usize = 0;
    for (; j < vectors; j += 16) {
      const c = v128.load(lambda + j);
      const s = f32x4.mul(signs, v128.load(lambda + half + j));
      const re = v128.load(x + j);
      const im = v128.load(x + half + j);
      const a = addProduct(addProduct(v128.load(y + j), c, re), f32x4.neg(s), im);
      const b = addProduct(addProduct(v128.load(y + half + j), c, im), s, re);
      v128.store(y + j, flushing ? flush(a) : a);
      v128.store(y + half + j, flushing ? flush(b) : b);
    }
    for (; j < half; j += 4) {
      const c = load<f32>(lambda + j);
      const s = sign * load<f32>(lambda + half + j);
      const re = load<f32>(x + j);
      const im = load<f32>(x + half + j);
      store<f32>(y + j, load<f32>(y + j) + c * re - s * im);
      store<f32>(y + half + j, load<f32>(y + half + j) + c * im + s * re);
    }
  }
}

/**
 * h_t = σ(λ∘h_{t−1} + p_t), t = 1 … T, in place.
 * @param n twice the number of units
 * @param lambda [2, n/2]
 * @param threshold [width]
 * @param states [T + 1, batch, width]: h₀, p₁ … p_T, which become h₀ … h_T
 */
export function scanDiagonal(
  activation: i32,
  steps: usize,
  batch: usize,
  n: usize,
  width: usize,
  lambda: usize,
  threshold: usize,
  states: usize,
): void {
  const row = width << FLOAT;
  const half = (n >> 1) << FLOAT;
  const perTimeStep = batch * row;
  for (const last = states + steps * perTimeStep; states < last; states += perTimeStep) {
    const next = states + perTimeStep;
    addTurned(lambda, half, batch, row, states, next, 1, false);
    activate(activation, next, threshold, batch, n, width);
  }
}

/**
 * G_t = direct_t + λ̄∘δ_{t+1} and δ_t = σ′(z_t)ᵀ G_t, t = T … 0, in place; arguments as in `scanGradient` of scan.ts.
 * @param n twice the number of units
 * @param lambda [2, n/2]
 */
export function scanDiagonalGradient(
  activation: i32,
  steps: usize,
  batch: usize,
  n: usize,
  width: usize,
  lambda: usize,
  threshold: usize,
  states: usize,
  gradient: usize,
  delta: usize,
): void {
  const row = width << FLOAT;
  const half = (n >> 1) << FLOAT;
  const perTimeStep = batch * row;
  const flushing = delta === gradient;
  for (let at = steps * perTimeStep; at > 0; at -= perTimeStep) {
    pullBack(activation, states + at, gradient + at, threshold, batch, n, width, delta + at, flushing);
    addTurned(lambda, half, batch, row, delta + at, gradient + at - perTimeStep, -1, flushing);
  }
}

/**
 * to ← to + Σ_r δ_r∘h̄_r: ∂L/∂λ.
 * @param delta [rows, width]
 * @param h [rows, width]
 * @param to [2, units]
 */
export function diagonalGradient(
  delta: usize,
  h: usize,
  rows: usize,
  units: usize,
  width: usize,
  to: usize,
): void {
  const row = width << FLOAT;
  const half = units << FLOAT;
  const vectors = half & ~15;
  const between = h - delta;
  for (const end = delta + rows * row; delta < end; delta += BLOCK_ROWS * row) {
    const last = min(delta + BLOCK_ROWS * row, end);
    let j: usize = 0;
    for (; j < vectors; j += 16) {
      let sumRe = f32x4.splat(0);
      let sumIm = sumRe;
      for (let r = delta + j; r < last; r += row) {
        const dRe = v128.load(r);
        const dIm = v128.load(r + half);
        const re = v128.load(r + between);
        const im = v128.load(r + between + half);
        sumRe = addProduct(addProduct(sumRe, dRe, re), dIm, im);
        sumIm = addProduct(addProduct(sumIm, dIm, re), f32x4.neg(dRe), im);
      }
      v128.store(to + j, f32x4.add(v128.load(to + j), sumRe));
      v128.store(to + half + j, f32x4.add(v128.load(to + half + j), sumIm));
    }
    for (; j < half; j += 4) {
      let sumRe: f32 = 0;
      let sumIm: f32 = 0;
      for (let r = delta + j; r < last; r += row) {
        const dRe = load<f32>(r);
        const dIm = load<f32>(r + half);
        const re = load<f32>(r + between);
        const im = load<f32>(r + between + half);
        sumRe += dRe * re + dIm * im;
        sumIm += dIm * re - dRe * im;
      }
      store<f32>(to + j, load<f32>(to + j) + sumRe);
      store<f32>(to + half + j, load<f32>(to + half + j) + sumIm);
    }
  }
}
