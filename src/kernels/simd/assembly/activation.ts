import { expMinus } from "./exponential";
import { FLOAT } from "./float";
import { activatePairs, pullBackPairs } from "./pairs";

/** The numbers by which the caller names an activation. */
export const TANH = 0;
export const SIGMOID = 1;
export const RELU = 2;
export const IDENTITY = 3;
export const MODRELU = 4;
export const MODRELU_COMPLEX = 5;

/**
 * z ← σ(z) for every row.
 * @param z [rows, width]
 * @param threshold [width]
 */
export function activate(
  activation: i32,
  z: usize,
  threshold: usize,
  rows: usize,
  n: usize,
  width: usize,
): void {
  const row = width << FLOAT;
  const end = z + rows * row;
  if (activation === TANH) {
    for (let at = z; at < end; at += 16) v128.store(at, tanh(v128.load(at)));
  } else if (activation === SIGMOID) {
    for (let at = z; at < end; at += 16) v128.store(at, sigmoid(v128.load(at)));
  } else if (activation === RELU) {
    for (let at = z; at < end; at += 16) v128.store(at, f32x4.max(v128.load(at), f32x4.splat(0)));
  } else if (activation === MODRELU) {
    for (let from = z; from < end; from += row) {
      for (let j: usize = 0; j < row; j += 16) {
        v128.store(from + j, modrelu(v128.load(from + j), v128.load(threshold + j)));
      }
    }
  } else if (activation === MODRELU_COMPLEX) {
    for (let from = z; from < end; from += row) activatePairs(from, threshold, n);
  }
}

/**
 * δ = σ′(z)ᵀ g for every row, from h = σ(z).
 * @param h [rows, width]
 * @param g [rows, width]
 * @param threshold [width]
 * @param delta [rows, width]
 * @param flushing whether what is too small for all its digits becomes 0, as GPUs make it: processors take a hundred
 * times as long over such numbers
 */
export function pullBack(
  activation: i32,
  h: usize,
  g: usize,
  threshold: usize,
  rows: usize,
  n: usize,
  width: usize,
  delta: usize,
  flushing: bool,
): void {
  const row = width << FLOAT;
  const size = rows * row;
  if (activation === IDENTITY) {
    memory.copy(delta, g, size);
  } else if (activation === MODRELU_COMPLEX) {
    for (let at: usize = 0; at < size; at += row) pullBackPairs(h + at, g + at, threshold, n, delta + at);
  } else {
    for (let at: usize = 0; at < size; at += 16) {
      const s = slope(activation, v128.load(h + at));
      const d = f32x4.mul(s, v128.load(g + at));
      v128.store(delta + at, flushing ? flush(d) : d);
    }
  }
}

/** The smallest float32 that has all its digits. */
const SMALLEST: f32 = 1.1754944e-38;

/** Makes 0 of what is smaller than that. */
function flush(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(SMALLEST)));
}

/** tanh|x| = −e/(2 + e), e = exp(−2|x|) − 1: exact in sign, which is x's, precise near zero, and ±1 at ±∞. */
function tanh(x: v128): v128 {
  const sign = f32x4.splat(-0.0);
  const negative = v128.or(x, sign);
  const e = expMinus(f32x4.add(negative, negative), 1);
  const size = f32x4.div(e, f32x4.add(f32x4.splat(2), e));
  return v128.bitselect(x, size, sign);
}

/** 1/(1 + e⁻ˣ) = s where x ≥ 0, e^{−|x|} s where x < 0, with s = 1/(1 + e^{−|x|}): no exponential overflows. */
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  const e = expMinus(v128.or(x, f32x4.splat(-0.0)), 0);
  const negative = f32x4.lt(x, f32x4.splat(0));
  return f32x4.div(v128.bitselect(e, one, negative), f32x4.add(one, e));
}

/** sign(x) max(|x| + m, 0), with sign(0) = 0. */
function modrelu(x: v128, m: v128): v128 {
  const size = f32x4.max(f32x4.add(f32x4.abs(x), m), f32x4.splat(0));
  const signed = v128.bitselect(x, size, f32x4.splat(-0.0));
  return v128.bitselect(f32x4.mul(x, size), signed, f32x4.eq(x, f32x4.splat(0)));
}

/** σ′ from h, of the activations that treat each unit by itself. */
function slope(activation: i32, h: v128): v128 {
  const one = f32x4.splat(1);
  if (activation === TANH) return f32x4.sub(one, f32x4.mul(h, h));
  if (activation === SIGMOID) return f32x4.mul(h, f32x4.sub(one, h));
  const zero = f32x4.splat(0);
  return v128.and(activation === RELU ? f32x4.gt(h, zero) : f32x4.ne(h, zero), one);
}
