import type { GatedStep } from "./cells";
import type { ScanSize } from "./reference-scan";

type Values = Float32Array | Float64Array;

/** The sizes of one scan of a gated cell: besides T, `batch` and n, the number of blocks of W, V and b, and of parts of a state. */
export interface GatedScanSize extends ScanSize {
  /** k */
  readonly blocks: number;
  /** p */
  readonly parts: number;
  /** The block whose recurrent part has the inner bias. */
  readonly innerBias: number | null;
}

/**
 * The forward recurrence of a gated cell on plain arrays, rounded to the arrays' own precision; see {@link GatedStep}.
 * @param w W, [k·n, n]
 * @param inner the inner bias, [n], or empty
 * @param inputTerm V x + b, [T, batch, k·n]
 * @param start the first state, [batch, p·n]
 * @param states becomes all states, [T+1, batch, p·n]
 * @param kept becomes what the way back needs, [T, batch, keeps·n]
 */
export function gatedScan(
  size: GatedScanSize,
  step: GatedStep,
  { w, inner, inputTerm, start }: { w: Values; inner: Values; inputTerm: Values; start: Values },
  states: Values,
  kept: Values,
): void {
  const { steps, batch, units: n, blocks, parts, innerBias } = size;
  const matrix = Float64Array.from(w);
  const at = {
    input: new Float64Array(blocks * n),
    recurrent: new Float64Array(blocks * n),
    state: new Float64Array(parts * n),
    next: new Float64Array(parts * n),
    kept: new Float64Array(step.keeps * n),
  };
  states.set(start);
  for (let row = 0; row < steps * batch; row++) {
    copy(states, row, at.state);
    copy(inputTerm, row, at.input);
    for (let i = 0; i < blocks * n; i++) at.recurrent[i] = rowTimes(matrix, i, at.state, n);
    if (innerBias !== null) for (let i = 0; i < n; i++) at.recurrent[innerBias * n + i] += inner[i];
    step.forward(n, at);
    states.set(at.next, (row + batch) * parts * n);
    kept.set(at.kept, row * step.keeps * n);
  }
}

/**
 * The backward recurrence of a gated cell: the gradient of the state before is what {@link GatedStep.backward} passes on,
 * and Wᵀ times δ of the recurrent part in h.
 * @param direct the gradient of each h_t through its own output, t = 1 … T, [T, batch, n]
 * @param start the same of the first state, [batch, n], if the time steps are a stretch of a longer sequence
 * @param end the gradient of the last state, [batch, p·n], if time steps follow
 * @param gradient becomes the gradients of all states, [T+1, batch, p·n]
 * @param delta becomes the gradient with respect to V x + b, [T, batch, k·n]
 * @param recurrentDelta becomes the gradient with respect to W h, plus inner bias, [T, batch, k·n]
 */
export function gatedScanGradient(
  { steps, batch, units: n, blocks, parts }: GatedScanSize,
  step: GatedStep,
  given: {
    w: Values;
    states: Values;
    kept: Values;
    direct: Values;
    start?: Values | undefined;
    end?: Values | undefined;
  },
  { gradient, delta, recurrentDelta }: { gradient: Values; delta: Values; recurrentDelta: Values },
): void {
  const { w, states, kept, direct, start, end } = given;
  const matrix = Float64Array.from(w);
  const at = {
    gradient: new Float64Array(parts * n),
    state: new Float64Array(parts * n),
    next: new Float64Array(parts * n),
    kept: new Float64Array(step.keeps * n),
    delta: new Float64Array(blocks * n),
    recurrentDelta: new Float64Array(blocks * n),
    before: new Float64Array(parts * n),
  };
  const last = steps * batch;
  if (end) gradient.set(end, last * parts * n);
  else
    for (let k = 0; k < batch; k++)
      gradient.set(
        direct.subarray((last - batch + k) * n, (last - batch + k + 1) * n),
        (last + k) * parts * n,
      );
  for (let row = last - 1; row >= 0; row--) {
    copy(gradient, row + batch, at.gradient);
    copy(states, row, at.state);
    copy(states, row + batch, at.next);
    copy(kept, row, at.kept);
    step.backward(n, at);
    for (let i = 0; i < blocks * n; i++) {
      const d = at.recurrentDelta[i];
      for (let j = 0; j < n; j++) at.before[j] += matrix[i * n + j] * d;
    }
    const own =
      row >= batch ? direct.subarray((row - batch) * n, (row - batch + 1) * n) : start?.subarray(row * n);
    if (own) for (let j = 0; j < n; j++) at.before[j] += own[j];
    gradient.set(at.before, row * parts * n);
    delta.set(at.delta, row * blocks * n);
    recurrentDelta.set(at.recurrentDelta, row * blocks * n);
  }
}

/** Copies one row. */
function copy(from: Values, row: number, to: Float64Array): void {
  const first = row * to.length;
  for (let i = 0; i < to.length; i++) to[i] = from[first + i];
}

/** Row i of a matrix of n columns times the first n numbers of x. */
function rowTimes(matrix: Float64Array, i: number, x: Float64Array, n: number): number {
  let sum = 0;
  for (let j = 0; j < n; j++) sum += matrix[i * n + j] * x[j];
  return sum;
}
