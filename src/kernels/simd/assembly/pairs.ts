import { FLOAT } from "./float";

/**
 * The complex modReLU on one row of n real units, where k and k + n/2 are Re and Im of one complex unit. In double
 * precision: |z| is then free of over- and underflow, and |z| = |h| − m stays accurate if m is close to |h|.
 */

/** A lower bound of |z|, which keeps the tangential slope finite: below it a unit's direction is only rounding. */
const MIN_MODULUS: f64 = 1e-12;

/** z ← z/|z| · max(|z| + m, 0). */
export function activatePairs(z: usize, threshold: usize, n: usize): void {
  const half = (n >> 1) << FLOAT;
  for (const end = z + half; z < end; z += 4, threshold += 4) {
    const re: f64 = load<f32>(z);
    const im: f64 = load<f32>(z + half);
    const modulus = sqrt(re * re + im * im);
    const size = modulus + load<f32>(threshold);
    // Written so that NaN stays NaN.
    const factor = modulus === 0 || size <= 0 ? 0 : size / modulus;
    store<f32>(z, (re * factor) as f32);
    store<f32>(z + half, (im * factor) as f32);
  }
}

/** δ = σ′(z)ᵀ g: the component along h is unchanged, the component across it is multiplied by |h| / |z|. */
export function pullBackPairs(h: usize, g: usize, threshold: usize, n: usize, delta: usize): void {
  const half = (n >> 1) << FLOAT;
  for (const end = h + half; h < end; h += 4, g += 4, threshold += 4, delta += 4) {
    const re: f64 = load<f32>(h);
    const im: f64 = load<f32>(h + half);
    const gRe: f64 = load<f32>(g);
    const gIm: f64 = load<f32>(g + half);
    const square = re * re + im * im;
    let dRe: f64 = 0;
    let dIm: f64 = 0;
    if (square !== 0) {
      const size = sqrt(square);
      const across = size / max<f64>(size - load<f32>(threshold), MIN_MODULUS);
      const along = (gRe * re + gIm * im) / square;
      dRe = along * re + (gRe - along * re) * across;
      dIm = along * im + (gIm - along * im) * across;
    }
    store<f32>(delta, dRe as f32);
    store<f32>(delta + half, dIm as f32);
  }
}
