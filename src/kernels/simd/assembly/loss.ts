import { expMinus } from "./exponential";
import { FLOAT } from "./float";

/**
 * Cross-entropy Σ_r weight_r · CE(softmax(y_r), target_r) in nats and Σ_r score_r · [the largest output of row r is
 * its target's]. The outputs become their gradient weight_r · (softmax(y_r) − target_r).
 * @param y [rows, width]; the padding beyond the classes must be far below every output, and becomes 0
 * @param target [rows] int32
 * @param weight [rows]
 * @param score [rows]
 * @param sums loss and accuracy are added to these two float64
 */
export function crossEntropy(
  y: usize,
  rows: usize,
  width: usize,
  target: usize,
  weight: usize,
  score: usize,
  sums: usize,
): void {
  let loss: f64 = 0;
  let accuracy: f64 = 0;
  const row = width << FLOAT;
  for (let r: usize = 0; r < rows; r++, y += row) {
    let largest = v128.load(y);
    for (let j: usize = 16; j < row; j += 16) largest = f32x4.max(largest, v128.load(y + j));
    const top = acrossMax(largest);
    const wanted = y + ((load<u32>(target + (r << 2)) as usize) << FLOAT);
    const likelihood: f64 = load<f32>(wanted) - top;
    if (load<f32>(wanted) === top) {
      let first = y;
      while (load<f32>(first) !== top) first += 4;
      if (first === wanted) accuracy += load<f32>(score + (r << FLOAT));
    }
    let totals = f32x4.splat(0);
    const shift = f32x4.splat(top);
    for (let j: usize = 0; j < row; j += 16) {
      const x = f32x4.sub(v128.load(y + j), shift);
      // An eˣ below 2·10⁻³⁸ is set to 0 without being computed, since processors are slow with denormal numbers.
      const nothing = f32x4.lt(x, f32x4.splat(-87));
      const e = v128.andnot(expMinus(v128.andnot(x, nothing), 0), nothing);
      totals = f32x4.add(totals, e);
      v128.store(y + j, e);
    }
    const total: f64 = acrossSum(totals);
    const w = load<f32>(weight + (r << FLOAT));
    loss += (w as f64) * (Math.log(total) - likelihood);
    const factor = f32x4.splat(((w as f64) / total) as f32);
    for (let j: usize = 0; j < row; j += 16) v128.store(y + j, f32x4.mul(v128.load(y + j), factor));
    store<f32>(wanted, load<f32>(wanted) - w);
  }
  store<f64>(sums, load<f64>(sums) + loss);
  store<f64>(sums, load<f64>(sums, 8) + accuracy, 8);
}

/**
 * Squared error Σ_r weight_r · ‖y_r − target_r‖², not halved, and Σ_r score_r · [every number of row r lies within
 * `near` of its target]. The outputs become their gradient 2 weight_r (y_r − target_r).
 * @param y [rows, width], o outputs in each row
 * @param target [rows, o]
 * @param sums loss and accuracy are added to these two float64
 */
export function squaredError(
  y: usize,
  rows: usize,
  o: usize,
  width: usize,
  target: usize,
  weight: usize,
  score: usize,
  near: f32,
  sums: usize,
): void {
  let loss: f64 = 0;
  let accuracy: f64 = 0;
  for (let r: usize = 0; r < rows; r++, y += width << FLOAT) {
    const w = load<f32>(weight + (r << FLOAT));
    let square: f64 = 0;
    let right = true;
    for (let j: usize = 0; j < o; j++, target += 4) {
      const at = y + (j << FLOAT);
      const error = load<f32>(at) - load<f32>(target);
      square += (error as f64) * (error as f64);
      // NaN is near to nothing.
      if (!(abs(error) <= near)) right = false;
      store<f32>(at, 2 * w * error);
    }
    loss += (w as f64) * square;
    if (right) accuracy += load<f32>(score + (r << FLOAT));
  }
  store<f64>(sums, load<f64>(sums) + loss);
  store<f64>(sums, load<f64>(sums, 8) + accuracy, 8);
}

/** The largest of four lanes. */
function acrossMax(x: v128): f32 {
  const pairs = f32x4.max(x, i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** The sum of four lanes. */
function acrossSum(x: v128): f64 {
  return (
    (f32x4.extract_lane(x, 0) as f64) +
    (f32x4.extract_lane(x, 1) as f64) +
    (f32x4.extract_lane(x, 2) as f64) +
    (f32x4.extract_lane(x, 3) as f64)
  );
}
