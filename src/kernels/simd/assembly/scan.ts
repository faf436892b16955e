import { activate, pullBack } from "./activation";
import { FLOAT } from "./float";
import { accumulate, pack } from "./panels";

/**
 * h_t = σ(W h_{t−1} + p_t), t = 1 … T, in place.
 * @param w [n, n]
 * @param threshold [width]
 * @param states [T + 1, batch, width]: h₀, p₁ … p_T, which become h₀ … h_T
 * @param panels [width, n], room to work in
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
  panels: usize,
): void {
  pack(w, n, width, false, panels);
  const moment = (batch * width) << FLOAT;
  for (const last = states + steps * moment; states < last; states += moment) {
    const next = states + moment;
    accumulate(panels, n, width, batch, states, next);
    activate(activation, next, threshold, batch, n, width);
  }
}

/**
 * G_t = direct_t + Wᵀ σ′(z_{t+1})ᵀ G_{t+1}, t = T − 1 … 0, in place.
 * @param w [n, n]
 * @param threshold [width]
 * @param states h, [T + 1, batch, width]
 * @param gradient [T + 1, batch, width]: 0, direct₁ … direct_T, which become G₀ … G_T
 * @param panels [width, n], room to work in
 * @param delta [batch, width], room to work in
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
  panels: usize,
  delta: usize,
): void {
  pack(w, n, width, true, panels);
  const moment = (batch * width) << FLOAT;
  for (let at = steps * moment; at > 0; at -= moment) {
    pullBack(activation, states + at, gradient + at, threshold, batch, n, width, delta);
    accumulate(panels, n, width, batch, delta, gradient + at - moment);
  }
}

/**
 * δ_t = σ′(z_t)ᵀ G_t for every row.
 * @param threshold [width]
 * @param states h₁ … h_T, [rows, width]
 * @param gradient G₁ … G_T, [rows, width], which becomes δ
 */
export function scanDelta(
  activation: i32,
  rows: usize,
  n: usize,
  width: usize,
  threshold: usize,
  states: usize,
  gradient: usize,
): void {
  pullBack(activation, states, gradient, threshold, rows, n, width, gradient);
}
