import { addProduct } from "./float";

/** 1.5 · 2²³: adding it rounds a float32 to a whole number, which is in the lowest bits of the sum. */
const ROUND_TO_WHOLE: f32 = 12582912;

/**
 * eˣ − s of four values x ≤ 0, with s = 1 or 0, to a relative 2·10⁻⁷. NaN stays NaN; x below −87 is treated as −87.
 *
 * x = k ln 2 + r with |r| ≤ ½ ln 2, hence eˣ − s = 2ᵏ(eʳ − 1) + (2ᵏ − s), and eʳ − 1 by its Taylor series to r⁷,
 * whose remainder is below r⁸/8! < 6·10⁻⁹. With k = 0 near zero nothing cancels for s = 1.
 */
export function expMinus(x: v128, s: f32): v128 {
  // Beyond −87 the power of two would leave the normal numbers. Unlike max this is one instruction, and NaN stays.
  const bounded = f32x4.pmax(x, f32x4.splat(-87));
  const shifted = f32x4.add(f32x4.mul(bounded, f32x4.splat(Math.LOG2E as f32)), f32x4.splat(ROUND_TO_WHOLE));
  const k = f32x4.sub(shifted, f32x4.splat(ROUND_TO_WHOLE));
  // ln 2 in two parts: the first has few enough bits for its product with k to be exact.
  const r = f32x4.sub(
    f32x4.sub(bounded, f32x4.mul(k, f32x4.splat(0.693359375))),
    f32x4.mul(k, f32x4.splat(-0.00021219444)),
  );
  let p = addProduct(f32x4.splat(1 / 720), r, f32x4.splat(1 / 5040));
  p = addProduct(f32x4.splat(1 / 120), r, p);
  p = addProduct(f32x4.splat(1 / 24), r, p);
  p = addProduct(f32x4.splat(1 / 6), r, p);
  p = addProduct(f32x4.splat(1 / 2), r, p);
  p = addProduct(r, f32x4.mul(r, r), p);
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return f32x4.add(f32x4.mul(power, p), f32x4.sub(power, f32x4.splat(s)));
}
