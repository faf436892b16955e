import type { Activation } from "./activations";
import type { ScanSize } from "./reference-scan";

type Values = Float32Array | Float64Array;

/**
 * The forward recurrence h_t = σ(λ∘h_{t−1} + p_t) of complex states, [Re h; Im h], on plain arrays, rounded to the arrays'
 * own precision. In all functions here n is the number of complex units, and a state has 2n numbers.
 * @param lambda λ, [2, n]
 * @param inputTerm p = V x + b, [T, batch, 2n]
 * @param h becomes h₀ … h_T, [T+1, batch, 2n]
 */
export function diagonalScan(
  { steps, batch, units: n }: ScanSize,
  activation: Activation,
  given: { lambda: Values; inputTerm: Values; h0: Values; threshold: Values },
  h: Values,
): void {
  const { lambda, inputTerm, h0, threshold } = given;
  const z = new Float64Array(2 * n);
  h.set(h0);
  for (let from = 0; from < steps * batch * 2 * n; from += 2 * n) {
    for (let j = 0; j < n; j++) {
      const [re, im] = [h[from + j], h[from + n + j]];
      z[j] = inputTerm[from + j] + lambda[j] * re - lambda[n + j] * im;
      z[n + j] = inputTerm[from + n + j] + lambda[j] * im + lambda[n + j] * re;
    }
    activation.activate(z, threshold);
    h.set(z, from + batch * 2 * n);
  }
}

/**
 * The backward recurrence δ_t = σ′(z_t)ᵀ G_t, G_{t−1} = direct_{t−1} + λ̄∘δ_t.
 * @param h the states h₀ … h_T, [T+1, batch, 2n]
 * @param direct the gradient of each h_t through its own output, t = 1 … T, [T, batch, 2n]
 * @param start the same of h₀, [batch, 2n], if the time steps are a stretch of a longer sequence
 * @param end G_T, [batch, 2n], if time steps follow
 * @param gradient becomes G₀ … G_T, [T+1, batch, 2n]
 * @param delta becomes δ₁ … δ_T, [T, batch, 2n]
 */
export function diagonalScanGradient(
  { steps, batch, units: n }: ScanSize,
  activation: Activation,
  given: {
    lambda: Values;
    h: Values;
    direct: Values;
    threshold: Values;
    start: Values | undefined;
    end: Values | undefined;
  },
  { gradient, delta }: { gradient: Values; delta: Values },
): void {
  const { lambda, h, direct, threshold, start, end } = given;
  const perTimeStep = batch * 2 * n;
  const d = new Float64Array(2 * n);
  const state = new Float64Array(2 * n);
  gradient.set(end ?? direct.subarray((steps - 1) * perTimeStep), steps * perTimeStep);
  for (let at = steps * perTimeStep - 2 * n; at >= 0; at -= 2 * n) {
    const after = at + perTimeStep;
    d.set(gradient.subarray(after, after + 2 * n));
    state.set(h.subarray(after, after + 2 * n));
    activation.pullBack(d, state, threshold);
    delta.set(d, at);
    for (let j = 0; j < n; j++) {
      const through = [
        lambda[j] * d[j] + lambda[n + j] * d[n + j],
        lambda[j] * d[n + j] - lambda[n + j] * d[j],
      ];
      for (const [part, value] of through.entries()) {
        const to = at + part * n + j;
        if (at >= perTimeStep) gradient[to] = value + direct[to - perTimeStep];
        else gradient[to] = start ? value + start[to] : value;
      }
    }
  }
}

/**
 * Adds ∂L/∂λ = Σ_t δ_t∘h̄_{t−1}, t = T … 1, summed over the batch, to sums, [2, n].
 * @param h the states h₀ … h_T, of which the last is not read, [T+1, batch, 2n]
 * @param delta δ₁ … δ_T, [T, batch, 2n]
 */
export function addDiagonalGradient(
  n: number,
  { h, delta }: { h: Values; delta: Values },
  sums: Float64Array,
): void {
  for (let at = delta.length - 2 * n; at >= 0; at -= 2 * n) {
    for (let j = at; j < at + n; j++) {
      sums[j - at] += delta[j] * h[j] + delta[j + n] * h[j + n];
      sums[j - at + n] += delta[j + n] * h[j] - delta[j] * h[j + n];
    }
  }
}
