import type { ActivationId } from "../../../config/schema";
import { haar } from "../../../initialisations/haar";
import { glorotWidth, independent, plainWidth } from "../../../initialisations/initialisation";
import { ACTIVATIONS } from "../../../kernels/activations";
import { scan, scanGradient } from "../../../kernels/reference-scan";
import type { Matrix } from "../../../math/arrays";
import { projectToOrthogonal } from "../../../math/nearest-orthogonal";
import { random } from "../../../math/random";

/**
 * Two untrained networks of the first chapter on one sequence of the copying task: a, b and c are to be recalled after
 * blanks and a marker. Everything is computed in float64.
 */

export const EXAMPLE = { steps: 20, units: 8, symbols: 3, recall: 3 } as const;
const SEED = 1;
const { steps: T, units: n, symbols, recall } = EXAMPLE;
const BLANK = symbols;
const MARKER = symbols + 1;
const INPUTS = symbols + 2;
const OUTPUTS = symbols + 1;

/** The classes x_1 … x_T and their targets: the symbols 0, 1, 2, the blank 3 and the marker 4. */
export interface ExampleSequence {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
}

/** h_t = σ(W h_{t−1} + V x_t), y_t = U h_t; b and c are 0. V and U are Glorot’s. */
export interface ExampleNetwork {
  readonly activation: ActivationId;
  readonly w: Matrix;
  /** Vᵀ, [inputs, n] */
  readonly vt: Float64Array;
  /** U, [outputs, n] */
  readonly u: Float64Array;
}

/** What a network does with the sequence. */
export interface ExamplePass {
  /** h_0 … h_T, [T+1, n] */
  readonly states: Float64Array;
  /** softmax(y_1) … softmax(y_T), [T, outputs] */
  readonly probabilities: Float64Array;
  /** ∂L_T/∂h_t for t = 0 … T, [T+1, n], with L_T = −ln of the probability of the last target. */
  readonly gradient: Float64Array;
  /** ‖∂L_T/∂h_t‖ for t = 0 … T. */
  readonly norms: Float64Array;
}

/** The sequence: c a b, then blanks, the marker, and blanks during which c a b is to be recalled. */
export function exampleSequence(): ExampleSequence {
  const shown = [2, 0, 1];
  const inputs = new Array<number>(T).fill(BLANK);
  const targets = new Array<number>(T).fill(BLANK);
  for (const [k, symbol] of shown.entries()) {
    inputs[k] = symbol;
    targets[T - recall + k] = symbol;
  }
  inputs[T - recall - 1] = MARKER;
  return { inputs, targets };
}

/** A plain RNN (tanh, W uniform in ±1/√n) or a unitary one (modReLU with thresholds 0, W Haar); V and U are the same. */
export function exampleNetwork(kind: "plain" | "unitary"): ExampleNetwork {
  const stream = random(SEED, "lesson unrolled");
  const width = plainWidth(n, n, n);
  const draw = (outer: number, fanIn: number, fanOut: number) => {
    const half = glorotWidth(fanIn, fanOut, n);
    return Float64Array.from({ length: outer * n }, () => stream.uniform(-half, half));
  };
  const [vt, u] = [draw(INPUTS, INPUTS, n), draw(OUTPUTS, n, OUTPUTS)];
  const own = random(SEED, `lesson unrolled ${kind}`);
  return kind === "plain"
    ? { activation: "tanh", w: independent(n, () => own.uniform(-width, width)), vt, u }
    : { activation: "modrelu", w: haar.recurrent(n, 1, own, projectToOrthogonal), vt, u };
}

/** Runs a network over a sequence, from h_0 = 0 or another state, and L_T's gradient back through it. */
export function examplePass(
  { activation, w, vt, u }: ExampleNetwork,
  { inputs, targets }: ExampleSequence,
  h0: Float64Array = new Float64Array(n),
): ExamplePass {
  const steps = inputs.length;
  const size = { steps, batch: 1, units: n };
  const rule = ACTIVATIONS[activation];
  const threshold = new Float64Array(n);
  const inputTerm = Float64Array.from(
    { length: steps * n },
    (_, k) => vt[inputs[Math.floor(k / n)] * n + (k % n)],
  );
  const states = new Float64Array((steps + 1) * n);
  scan(size, rule, { w: w.values, inputTerm, h0, threshold }, states);

  const probabilities = new Float64Array(steps * OUTPUTS);
  for (let t = 0; t < steps; t++)
    probabilities.set(softmax(outputsOf(u, states.subarray((t + 1) * n, (t + 2) * n))), t * OUTPUTS);

  const direct = new Float64Array(steps * n);
  for (let o = 0; o < OUTPUTS; o++) {
    const error = probabilities[(steps - 1) * OUTPUTS + o] - (o === targets[steps - 1] ? 1 : 0);
    for (let i = 0; i < n; i++) direct[(steps - 1) * n + i] += error * u[o * n + i];
  }
  const gradient = new Float64Array((steps + 1) * n);
  scanGradient(size, rule, { w: w.values, h: states, direct, threshold }, gradient);
  const norms = Float64Array.from({ length: steps + 1 }, (_, t) =>
    Math.hypot(...gradient.subarray(t * n, (t + 1) * n)),
  );
  return { states, probabilities, gradient, norms };
}

/** y = U h. */
const outputsOf = (u: Float64Array, h: Float64Array): number[] =>
  Array.from({ length: OUTPUTS }, (_, o) => h.reduce((sum, value, i) => sum + u[o * n + i] * value, 0));

function softmax(y: readonly number[]): number[] {
  const top = Math.max(...y);
  const powers = y.map((value) => Math.exp(value - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Returns the most probable class at time step t, 1 … T, and its probability. */
export function favourite(
  { probabilities }: ExamplePass,
  t: number,
): { symbol: number; probability: number } {
  const row = probabilities.subarray((t - 1) * OUTPUTS, t * OUTPUTS);
  const probability = Math.max(...row);
  return { symbol: row.indexOf(probability), probability };
}
