/** log₂ of the size of a float32 in bytes. */
export const FLOAT: usize = 2;

/**
 * s + a·b: one instruction with one rounding if the module is built with relaxed SIMD and the processor supports it,
 * else two.
 */
export function addProduct(s: v128, a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, s);
  return f32x4.add(s, f32x4.mul(a, b));
}

/** The smallest normal float32. */
const MIN_NORMAL: f32 = 1.1754944e-38;

/** Replaces denormal numbers by 0. */
export function flush(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(MIN_NORMAL)));
}
