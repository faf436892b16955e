import { FLOAT } from "./float";
import { accumulate, pack } from "./panels";

/**
 * n×n matrices, each [width, width] with n rounded up to a multiple of 8 and zeros beyond n. A matrix may be a dual
 * number A + εD, ε² = 0: D then stands right behind A, and every operation gives the derivative along with the value.
 */

/** C = A·B; of dual numbers AB + ε(A·DB + DA·B). @param panels [width, n], room to work in */
export function product(
  n: usize,
  width: usize,
  dual: bool,
  a: usize,
  b: usize,
  c: usize,
  panels: usize,
): void {
  const size = (width * width) << FLOAT;
  pack(b, n, width, n, 1, width, panels);
  memory.fill(c, 0, size);
  accumulate(panels, n, width, a, width, c, width);
  if (!dual) return;
  memory.fill(c + size, 0, size);
  accumulate(panels, n, width, a + size, width, c + size, width);
  pack(b + size, n, width, n, 1, width, panels);
  accumulate(panels, n, width, a, width, c + size, width);
}

/** C = A·Bᵀ. @param panels [width, n], room to work in */
export function productWithTransposed(
  n: usize,
  width: usize,
  a: usize,
  b: usize,
  c: usize,
  panels: usize,
): void {
  pack(b, n, width, n, width, 1, panels);
  memory.fill(c, 0, (width * width) << FLOAT);
  accumulate(panels, n, width, a, width, c, width);
}

/**
 * exp(B) by the Taylor polynomial of degree 18 in five products (Bader, Blanes, Casas 2019, eq. (16)), squared up.
 * @param scale 2⁻ˢ with ‖B‖₁·2⁻ˢ small enough for the polynomial
 * @param squarings s
 * @param work [9, (dual) 2, width, width]: B first
 * @param panels [width, n], room to work in
 * @returns where in `work` the exponential stands
 */
export function exponential(
  n: usize,
  width: usize,
  dual: bool,
  scale: f32,
  squarings: i32,
  work: usize,
  panels: usize,
): usize {
  const count = (width * width) << (dual ? 1 : 0);
  const size = count << FLOAT;
  const b1 = work;
  const b2 = b1 + size;
  const b3 = b2 + size;
  const b6 = b3 + size;
  const left = b6 + size;
  const right = left + size;
  const u = right + size;
  let result = u + size;
  let other = result + size;
  const factor = f32x4.splat(scale);
  for (let at = b1; at < b2; at += 16) v128.store(at, f32x4.mul(v128.load(at), factor));
  product(n, width, dual, b1, b1, b2, panels);
  product(n, width, dual, b2, b1, b3, panels);
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
  for (let i = 0; i < squarings; i++) {
    product(n, width, dual, result, result, other, panels);
    const squared = other;
    other = result;
    result = squared;
  }
  return result;
}

/** c₀ I + c₁ B + c₂ B² + c₃ B³ + c₆ B⁶ of the powers at the head of `work`. */
function combine(
  n: usize,
  width: usize,
  count: usize,
  work: usize,
  c0: f64,
  c1: f64,
  c2: f64,
  c3: f64,
  c6: f64,
  to: usize,
): void {
  const size = count << FLOAT;
  const f1 = f32x4.splat(c1 as f32);
  const f2 = f32x4.splat(c2 as f32);
  const f3 = f32x4.splat(c3 as f32);
  const f6 = f32x4.splat(c6 as f32);
  for (let at: usize = 0; at < size; at += 16) {
    const from = work + at;
    const low = f32x4.add(f32x4.mul(f1, v128.load(from)), f32x4.mul(f2, v128.load(from + size)));
    const from3 = from + (size << 1);
    const high = f32x4.add(f32x4.mul(f3, v128.load(from3)), f32x4.mul(f6, v128.load(from3 + size)));
    v128.store(to + at, f32x4.add(low, high));
  }
  if (c0 === 0) return;
  const step = (width + 1) << FLOAT;
  for (let i: usize = 0; i < n; i++, to += step) store<f32>(to, load<f32>(to) + (c0 as f32));
}

function add(to: usize, from: usize, count: usize): void {
  for (const end = to + (count << FLOAT); to < end; to += 16, from += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  }
}
