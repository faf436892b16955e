import { addProduct, FLOAT } from "./float";
import { product } from "./matrices";

/**
 * The largest ‖B‖₂ at which the polynomial of degree m agrees with exp, and its derivative with exp′, to float32
 * rounding: θᵐ/m! = 6·10⁻⁸. Bader, Blanes and Casas give the same θ₁₈ but θ₈ = 0.58, at which exp is accurate and exp′
 * is not.
 */
const THETA_8: f32 = 0.47;
const THETA_18: f32 = 3.010066362817634;

/** With more squarings no digit of exp(B) would be correct. */
const MAX_SQUARINGS = 60;

/**
 * exp(B) by the Taylor polynomial of degree 8 in three products, or 18 in five (Bader, Blanes, Casas 2019, eqs. (13)
 * and (16)), with scaling and squaring.
 * @param halvings h with 2⁻ʰ‖B‖₁ ≤ θ₁₈, so that B² does not overflow
 * @param norm ‖B‖₁
 * @param skew whether Bᵀ = −B: then ‖B‖₂² = ‖B²‖₂ ≤ ‖B²‖₁, which requires fewer squarings than ‖B‖₁
 * @param work [8, (dual) 2, width, width]: B first
 * @param panels [width, n], working memory
 * @returns the address of the exponential in `work`
 */
export function exponential(
  n: usize,
  width: usize,
  dual: bool,
  halvings: i32,
  norm: f32,
  skew: bool,
  work: usize,
  panels: usize,
): usize {
  const count = (width * width) << (dual ? 1 : 0);
  const b2 = work + (count << FLOAT);
  const halved = powerOfTwo(-halvings);
  if (halvings > 0) scale(work, halved, count);
  product(n, width, dual, work, work, b2, panels);
  const size = skew ? sqrt(norm1(b2, width)) / halved : norm;
  const low = size <= 2 * THETA_8;
  const squarings = squaringsFor(size / (low ? THETA_8 : THETA_18));
  if (squarings !== halvings) {
    const factor = powerOfTwo(halvings - squarings);
    scale(work, factor, count);
    scale(b2, factor * factor, count);
  }
  let result = low ? taylor8(n, width, dual, work, panels) : taylor18(n, width, dual, work, panels);
  let other = work;
  for (let i = 0; i < squarings; i++) {
    product(n, width, dual, result, result, other, panels);
    const squared = other;
    other = result;
    result = squared;
  }
  return result;
}

/** The smallest s ≥ 0 with ratio·2⁻ˢ ≤ 1. */
function squaringsFor(ratio: f32): i32 {
  let squarings = 0;
  for (; ratio > 1 && squarings < MAX_SQUARINGS; ratio *= 0.5) squarings++;
  return squarings;
}

/** 2^exponent. */
function powerOfTwo(exponent: i32): f32 {
  return reinterpret<f32>((exponent + 127) << 23);
}

/** ‖A‖₁ of the value of a dual number, [width, width]. */
function norm1(a: usize, width: usize): f32 {
  const row = width << FLOAT;
  const end = a + width * row;
  let largest = f32x4.splat(0);
  for (let j: usize = 0; j < row; j += 16) {
    let sum = f32x4.splat(0);
    for (let at = a + j; at < end; at += row) sum = f32x4.add(sum, f32x4.abs(v128.load(at)));
    largest = f32x4.max(largest, sum);
  }
  return max(
    max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  );
}

/** @param work B and B² first @returns the address of the polynomial in `work` */
function taylor8(n: usize, width: usize, dual: bool, work: usize, panels: usize): usize {
  const count = (width * width) << (dual ? 1 : 0);
  const size = count << FLOAT;
  const b2 = work + size;
  const b4 = b2 + size;
  const left = b4 + 2 * size;
  const right = left + size;
  const result = right + size;
  combine(n, width, count, work, 0, 0.1083646567852278, 0.02709116419630695, 0, 0, left);
  product(n, width, dual, b2, left, b4, panels);
  combine(n, width, count, work, 0, 0, 2 / 3, 1, 0, left);
  combine(
    n,
    width,
    count,
    work,
    0.546761457970724,
    0.16112557339541758,
    0.014090917158378206,
    0.0337927970108705,
    0,
    right,
  );
  product(n, width, dual, left, right, result, panels);
  combine(n, width, count, work, 1, 1, 0.13549236135285073, 0, 0, left);
  add(result, left, count);
  return result;
}

/** @param work B and B² first @returns the address of the polynomial in `work` */
function taylor18(n: usize, width: usize, dual: bool, work: usize, panels: usize): usize {
  const count = (width * width) << (dual ? 1 : 0);
  const size = count << FLOAT;
  const b2 = work + size;
  const b3 = b2 + size;
  const b6 = b3 + size;
  const left = b6 + size;
  const right = left + size;
  const u = right + size;
  const result = u + size;
  product(n, width, dual, b2, work, b3, panels);
  product(n, width, dual, b3, b3, b6, panels);
  combine(
    n,
    width,
    count,
    work,
    0,
    -0.10036558103014462,
    -0.00802924648241157,
    -0.00089213849804573,
    0,
    left,
  );
  combine(
    n,
    width,
    count,
    work,
    0,
    0,
    -0.09233646193671186,
    -0.016936493900208172,
    -1.400867981820361e-5,
    right,
  );
  product(n, width, dual, left, right, u, panels);
  combine(
    n,
    width,
    count,
    work,
    -0.09043168323908106,
    -0.06764045190713819,
    0.06759613017704597,
    0.029555257042931552,
    -1.391802575160607e-5,
    left,
  );
  add(u, left, count);
  combine(
    n,
    width,
    count,
    work,
    -10.967639605296206,
    1.680158138789062,
    0.05717798464788655,
    -0.0069821012248805206,
    3.349750170860705e-5,
    left,
  );
  add(left, u, count);
  product(n, width, dual, left, u, result, panels);
  combine(
    n,
    width,
    count,
    work,
    0,
    0.3978497494996451,
    1.3678377846041172,
    0.49828962252538267,
    -0.0006378981945947233,
    left,
  );
  add(result, left, count);
  return result;
}

/**
 * c₀ I + c₁ B + c₂ B² + c₃ P + c₄ Q of the powers B, B², P, Q at the start of `work`; P or Q is not read if its
 * coefficient is 0.
 */
function combine(
  n: usize,
  width: usize,
  count: usize,
  work: usize,
  c0: f64,
  c1: f64,
  c2: f64,
  c3: f64,
  c4: f64,
  to: usize,
): void {
  const size = count << FLOAT;
  const f1 = f32x4.splat(c1 as f32);
  const f2 = f32x4.splat(c2 as f32);
  const f3 = f32x4.splat(c3 as f32);
  const f4 = f32x4.splat(c4 as f32);
  for (let at: usize = 0; at < size; at += 16) {
    const from = work + at;
    let sum = addProduct(f32x4.mul(f1, v128.load(from)), f2, v128.load(from + size));
    if (c3 !== 0) sum = addProduct(sum, f3, v128.load(from + 2 * size));
    if (c4 !== 0) sum = addProduct(sum, f4, v128.load(from + 3 * size));
    v128.store(to + at, sum);
  }
  if (c0 === 0) return;
  const step = (width + 1) << FLOAT;
  for (let i: usize = 0; i < n; i++, to += step) store<f32>(to, load<f32>(to) + (c0 as f32));
}

/** to ← to + from. */
function add(to: usize, from: usize, count: usize): void {
  for (const end = to + (count << FLOAT); to < end; to += 16, from += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  }
}

/** matrix ← factor·matrix. */
function scale(matrix: usize, factor: f32, count: usize): void {
  const f = f32x4.splat(factor);
  for (const end = matrix + (count << FLOAT); matrix < end; matrix += 16) {
    v128.store(matrix, f32x4.mul(v128.load(matrix), f));
  }
}
