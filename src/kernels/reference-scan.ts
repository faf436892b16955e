import type { Activation } from "./activations";

/** The sizes of one scan: T time steps, `batch` sequences, n units. */
export interface ScanSize {
  readonly steps: number;
  readonly batch: number;
  readonly units: number;
}

type Values = Float32Array | Float64Array;

/**
 * The forward recurrence h_t = σ(W h_{t−1} + p_t) on plain arrays, rounded to the arrays' own precision: the readable
 * reference, which the cpu backend runs. Arrays are time-major as in rnn-pass.ts;
 * sums are in double precision.
 * @param w W, [n, n]
 * @param inputTerm p = V x + b, [T, batch, n]
 * @param h becomes h₀ … h_T, [T+1, batch, n]
 */
export function scan(
  { steps, batch, units: n }: ScanSize,
  activation: Activation,
  { w, inputTerm, h0, threshold }: { w: Values; inputTerm: Values; h0: Values; threshold: Values },
  h: Values,
): void {
  const matrix = Float64Array.from(w);
  const state = new Float64Array(n);
  const z = new Float64Array(n);
  h.set(h0);
  for (let t = 0; t < steps; t++) {
    for (let k = 0; k < batch; k++) {
      const from = (t * batch + k) * n;
      const to = from + batch * n;
      for (let i = 0; i < n; i++) state[i] = h[from + i];
      for (let i = 0; i < n; i++) z[i] = inputTerm[from + i] + dotRow(matrix, i, state);
      activation.activate(z, threshold);
      for (let i = 0; i < n; i++) h[to + i] = z[i];
    }
  }
}

/**
 * The backward recurrence G_t = direct_t + Wᵀ δ_{t+1}, δ_t = σ′(z_t)ᵀ G_t.
 * @param h the states h₀ … h_T, [T+1, batch, n]
 * @param direct the gradient of each h_t through its own output, t = 1 … T, [T, batch, n]
 * @param start the same of h₀, [batch, n], if the time steps are a stretch of a longer sequence
 * @param end G_T, [batch, n], if time steps follow
 * @param gradient becomes G₀ … G_T, [T+1, batch, n]
 */
export function scanGradient(
  { steps, batch, units: n }: ScanSize,
  activation: Activation,
  {
    w,
    h,
    direct,
    threshold,
    start,
    end,
  }: {
    w: Values;
    h: Values;
    direct: Values;
    threshold: Values;
    start?: Values | undefined;
    end?: Values | undefined;
  },
  gradient: Values,
): void {
  // Wᵀ in rows, so that both directions read memory in order.
  const transposed = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) transposed[j * n + i] = w[i * n + j];
  const delta = new Float64Array(n);
  const state = new Float64Array(n);
  const last = steps * batch * n;
  gradient.set(end ?? direct.subarray(last - batch * n), last);
  for (let t = steps - 1; t >= 0; t--) {
    for (let k = 0; k < batch; k++) {
      const to = (t * batch + k) * n;
      const from = to + batch * n;
      for (let i = 0; i < n; i++) {
        state[i] = h[from + i];
        delta[i] = gradient[from + i];
      }
      activation.pullBack(delta, state, threshold);
      for (let j = 0; j < n; j++) {
        const through = dotRow(transposed, j, delta);
        if (t > 0) gradient[to + j] = through + direct[to - batch * n + j];
        else gradient[to + j] = start ? through + start[to + j] : through;
      }
    }
  }
}

/** δ_t = σ′(z_t)ᵀ G_t, t = 1 … T, [T, batch, n], from the states and G. */
export function scanDelta(
  { steps, batch, units: n }: ScanSize,
  activation: Activation,
  { h, gradient, threshold }: { h: Values; gradient: Values; threshold: Values },
  delta: Values,
): void {
  const state = new Float64Array(n);
  const d = new Float64Array(n);
  for (let to = 0; to < steps * batch * n; to += n) {
    const from = to + batch * n;
    for (let i = 0; i < n; i++) {
      state[i] = h[from + i];
      d[i] = gradient[from + i];
    }
    activation.pullBack(d, state, threshold);
    for (let i = 0; i < n; i++) delta[to + i] = d[i];
  }
}

/**
 * Adds ∂L/∂W = Σ_t δ_t h_{t−1}ᵀ, t = T … 1, summed over the batch, to sums.
 * @param rows,n the size of W
 * @param h the states h₀ … h_T, of which the last is not read, [T+1, batch, n]
 * @param delta δ₁ … δ_T, [T, batch, rows]
 */
export function scanWeightGradient(
  rows: number,
  n: number,
  { h, delta }: { h: Values; delta: Values },
  sums: Float64Array,
): void {
  const state = new Float64Array(n);
  for (let row = delta.length / rows - 1; row >= 0; row--) {
    for (let j = 0; j < n; j++) state[j] = h[row * n + j];
    for (let i = 0; i < rows; i++) {
      const d = delta[row * rows + i];
      for (let j = 0; j < n; j++) sums[i * n + j] += d * state[j];
    }
  }
}

/**
 * Row i of a square matrix times a vector, in four independent sums so that additions do not wait for each other. Both
 * are float64 whatever the caller's arrays are: with one array type the compiler produces one tight loop.
 */
function dotRow(matrix: Float64Array, i: number, x: Float64Array): number {
  const n = x.length;
  const row = i * n;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < n; k += 4) {
    s0 += matrix[row + k] * x[k];
    s1 += matrix[row + k + 1] * x[k + 1];
    s2 += matrix[row + k + 2] * x[k + 2];
    s3 += matrix[row + k + 3] * x[k + 3];
  }
  for (; k < n; k++) s0 += matrix[row + k] * x[k];
  return s0 + s1 + (s2 + s3);
}
