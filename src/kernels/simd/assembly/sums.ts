import { FLOAT } from "./float";

/**
 * The number of rows that are summed before their sum is added to the rest. Rounding errors then grow less with the
 * number of rows, and a block stays in the first-level cache while its columns are summed.
 */
const BLOCK_ROWS: usize = 64;

/**
 * to ← to + Σ_r x_r.
 * @param x [rows, width]
 * @param to [width]
 */
export function columnSums(x: usize, rows: usize, width: usize, to: usize): void {
  const row = width << FLOAT;
  for (const end = x + rows * row; x < end; x += BLOCK_ROWS * row) {
    const last = min(x + BLOCK_ROWS * row, end);
    // Two vectors at a time: rows of 4096 bytes share a set of the cache, and are loaded again and again.
    for (let j: usize = 0; j < row; j += 32) {
      let left = f32x4.splat(0);
      let right = left;
      for (let r = x + j; r < last; r += row) {
        left = f32x4.add(left, v128.load(r));
        right = f32x4.add(right, v128.load(r, 16));
      }
      v128.store(to + j, f32x4.add(v128.load(to + j), left));
      v128.store(to + j, f32x4.add(v128.load(to + j, 16), right), 16);
    }
  }
}

/**
 * to ← to + Σ_r δ_r sign(h_r): ∂L/∂m, the component of δ along h.
 * @param delta [rows, width]
 * @param h [rows, width]
 * @param to [width]
 */
export function thresholdGradient(delta: usize, h: usize, rows: usize, width: usize, to: usize): void {
  const row = width << FLOAT;
  const between = h - delta;
  for (const end = delta + rows * row; delta < end; delta += BLOCK_ROWS * row) {
    const last = min(delta + BLOCK_ROWS * row, end);
    for (let j: usize = 0; j < row; j += 16) {
      let sum = f32x4.splat(0);
      for (let r = delta + j; r < last; r += row) {
        const state = v128.load(r + between);
        const signed = v128.xor(v128.load(r), v128.and(state, f32x4.splat(-0.0)));
        sum = f32x4.add(sum, v128.andnot(signed, f32x4.eq(state, f32x4.splat(0))));
      }
      v128.store(to + j, f32x4.add(v128.load(to + j), sum));
    }
  }
}

/**
 * The same for complex units, with units k and k + n/2 as Re and Im: to ← to + Σ_r Re(δ̄_r h_r)/|h_r|.
 * @param pairs n/2
 * @param to [pairs]
 */
export function pairedThresholdGradient(
  delta: usize,
  h: usize,
  rows: usize,
  pairs: usize,
  width: usize,
  to: usize,
): void {
  const row = width << FLOAT;
  const half = pairs << FLOAT;
  const between = h - delta;
  for (const end = delta + rows * row; delta < end; delta += BLOCK_ROWS * row) {
    const last = min(delta + BLOCK_ROWS * row, end);
    for (let j: usize = 0; j < half; j += 4) {
      let sum: f64 = load<f32>(to + j);
      for (let r = delta + j; r < last; r += row) {
        const re: f64 = load<f32>(r + between);
        const im: f64 = load<f32>(r + between + half);
        const modulus = sqrt(re * re + im * im);
        if (modulus !== 0) {
          sum += ((load<f32>(r) as f64) * re + (load<f32>(r + half) as f64) * im) / modulus;
        }
      }
      store<f32>(to + j, sum as f32);
    }
  }
}
