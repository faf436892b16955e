import { activate, pullBack } from "./activation";
import { FLOAT } from "./float";
import { accumulate } from "./panels";

/**
 * h_t = σ(W h_{t−1} + p_t), t = 1 … T, in place.
 * @param w W, packed
 * @param threshold [width]
 * @param states [T + 1, batch, width]: h₀, p₁ … p_T, which become h₀ … h_T
 */
export function scan(
  activation: i32,
  steps: usize,
  batch: usize,
  n: usize,
  width: usize,
  w: usize,
  threshold: usize,
  states: usize,
): void {
  const perTimeStep = (batch * width) << FLOAT;
  for (const last = states + steps * perTimeStep; states < last; states += perTimeStep) {
    const next = states + perTimeStep;
    accumulate(w, n, batch, states, width, next, width);
    activate(activation, next, threshold, batch, n, width);
  }
}

/**
 * G_t = direct_t + Wᵀ δ_{t+1} and δ_t = σ′(z_t)ᵀ G_t, t = T … 0, in place.
 * @param w Wᵀ, packed
 * @param threshold [width]
 * @param states h, [T + 1, batch, width]
 * @param gradient [T + 1, batch, width]: 0, direct₁ … direct_T, which become G₀ … G_T
 * @param delta [T + 1, batch, width], becomes δ₁ … δ_T after one unused time step. Pass `gradient` itself if G is not
 * wanted; only then are denormal numbers flushed, since the gradients that are shown must be exact
 */
export function scanGradient(
  activation: i32,
  steps: usize,
  batch: usize,
  n: usize,
  width: usize,
  w: usize,
  threshold: usize,
  states: usize,
  gradient: usize,
  delta: usize,
): void {
  const perTimeStep = (batch * width) << FLOAT;
  for (let at = steps * perTimeStep; at > 0; at -= perTimeStep) {
    pullBack(
      activation,
      states + at,
      gradient + at,
      threshold,
      batch,
      n,
      width,
      delta + at,
      delta === gradient,
    );
    accumulate(w, n, batch, delta + at, width, gradient + at - perTimeStep, width);
  }
}
