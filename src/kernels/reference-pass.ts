import { RIGHT_WITHIN } from "../tasks/task";
import { SCAN_ACTIVATIONS } from "./activations";
import { type CellSize, places, width } from "./cell-size";
import type { Pass, PassArrays } from "./pass";
import { scan, scanDelta, scanGradient, scanWeightGradient } from "./reference-scan";
import type { PassAttributes } from "./rnn-pass";

type Values = Float32Array | Float64Array;
type FloatConstructor = typeof Float32Array | typeof Float64Array;

/**
 * One pass on plain arrays: the readable reference, used if nothing faster is available. Formulas and layouts are those
 * of rnn-pass.ts; sums are in double precision.
 * @param numbers the array type of states and gradients: Float32Array overflows as a device would
 */
export const referencePass =
  (numbers: FloatConstructor): Pass<Values> =>
  (attributes, inputs, [metrics, dW, dParameters, h, gradient]) => {
    const { size, steps, batch, first, activation: id } = attributes;
    const activation = SCAN_ACTIVATIONS[id];
    const n = width(size);
    const o = size.outputs;
    const scanned = { steps, batch, units: n };
    const threshold = inputs.parameters.subarray(places(size).threshold.start);
    const w = inputs.w;

    const states = new numbers((steps + 1) * batch * n);
    const h0 = inputs.h0 ?? states.slice(0, batch * n);
    scan(
      scanned,
      activation,
      { w, inputTerm: inputTerms(attributes, inputs, numbers), h0, threshold },
      states,
    );
    h?.set(states);
    const read = states.subarray((first + 1) * batch * n);
    const outputs = readOut(size, inputs.parameters, read, numbers);
    // From here on the outputs are ∂L/∂y.
    metrics.set(lossOf(outputs, o, inputs));
    if (!dW) return;

    const direct = new numbers(steps * batch * n);
    backThroughU(size, inputs.parameters, outputs, direct.subarray(first * batch * n));
    const sums = new numbers(states.length);
    scanGradient(scanned, activation, { w, h: states, direct, threshold }, sums);
    gradient?.set(sums);
    const delta = new numbers(direct.length);
    scanDelta(scanned, activation, { h: states, gradient: sums, threshold }, delta);

    const all = new Float64Array(n * n);
    scanWeightGradient(scanned, { h: states, delta }, all);
    dW.set(size.complex ? complexGradient(all, size.units) : all);
    dParameters.fill(0);
    const place = places(size);
    const part = (name: keyof typeof place) => dParameters.subarray(place[name].start, place[name].end);
    part("Vt").set(inputGradient(attributes, inputs.inputs, delta));
    part("b").set(columnSums(delta, n));
    part("Ut").set(outer(read, n, outputs, o));
    part("c").set(columnSums(outputs, o));
    if (activation.hasThreshold) {
      part("threshold").set(thresholdGradient(size, delta, states.subarray(batch * n)));
    }
  };

/** V x_t + b, [T·batch, n]. */
function inputTerms(
  { size, steps, batch }: PassAttributes,
  { parameters, inputs }: PassArrays,
  numbers: FloatConstructor,
): Values {
  const n = width(size);
  const { Vt, b } = places(size);
  const table = parameters.subarray(Vt.start, Vt.end);
  const rows = new numbers(steps * batch * n);
  for (let r = 0; r < steps * batch; r++) {
    for (let i = 0; i < n; i++) rows[r * n + i] = parameters[b.start + i];
    eachInput(size, inputs, r, (k, x) => {
      for (let i = 0; i < n; i++) rows[r * n + i] += x * table[k * n + i];
    });
  }
  return rows;
}

/** Visits the entries of row r of the inputs; of a class only its 1. */
function eachInput(
  { inputs: d }: CellSize,
  inputs: PassArrays["inputs"],
  r: number,
  visit: (k: number, x: number) => void,
): void {
  if (inputs instanceof Int32Array) visit(inputs[r], 1);
  else for (let k = 0; k < d; k++) visit(k, inputs[r * d + k]);
}

/** ∂L/∂Vᵀ = Σ_r x_r δ_rᵀ, [d, n]. */
function inputGradient(
  { size, steps, batch }: PassAttributes,
  inputs: PassArrays["inputs"],
  delta: Values,
): Float64Array {
  const n = width(size);
  const sums = new Float64Array(size.inputs * n);
  for (let r = 0; r < steps * batch; r++) {
    eachInput(size, inputs, r, (k, x) => {
      for (let i = 0; i < n; i++) sums[k * n + i] += x * delta[r * n + i];
    });
  }
  return sums;
}

/** U h + c, [R, o]. */
function readOut(size: CellSize, parameters: Float32Array, h: Values, numbers: FloatConstructor): Values {
  const [n, o] = [width(size), size.outputs];
  const { Ut, c } = places(size);
  const outputs = new numbers((h.length / n) * o);
  for (let r = 0; r * n < h.length; r++) {
    for (let j = 0; j < o; j++) outputs[r * o + j] = parameters[c.start + j];
    for (let i = 0; i < n; i++) {
      const state = h[r * n + i];
      const row = Ut.start + i * o;
      for (let j = 0; j < o; j++) outputs[r * o + j] += state * parameters[row + j];
    }
  }
  return outputs;
}

/** ∂L/∂y · U, [R, n]. */
function backThroughU(size: CellSize, parameters: Float32Array, dOutputs: Values, to: Values): void {
  const [n, o] = [width(size), size.outputs];
  const start = places(size).Ut.start;
  for (let r = 0; r * n < to.length; r++) {
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < o; j++) sum += dOutputs[r * o + j] * parameters[start + i * o + j];
      to[r * n + i] = sum;
    }
  }
}

/** Returns loss and accuracy; the outputs become ∂L/∂y. */
function lossOf(
  y: Values,
  o: number,
  { targets, weights, accuracyWeights }: Pick<PassArrays, "targets" | "weights" | "accuracyWeights">,
): [number, number] {
  const rowLoss = targets instanceof Int32Array ? crossEntropy : squaredError;
  let [loss, accuracy] = [0, 0];
  for (let r = 0; r < weights.length; r++) {
    const row = y.subarray(r * o, (r + 1) * o);
    const { value, right } = rowLoss(row, targets, r, weights[r]);
    loss += weights[r] * value;
    if (right) accuracy += accuracyWeights[r];
  }
  return [loss, accuracy];
}

type RowLoss = (
  y: Values,
  targets: PassArrays["targets"],
  r: number,
  weight: number,
) => { value: number; right: boolean };

const crossEntropy: RowLoss = (y, targets, r, weight) => {
  const target = targets[r];
  // Math.max gives NaN if one of them is NaN.
  const largest = Math.max(...y);
  const right = y.indexOf(largest) === target;
  const likelihood = y[target] - largest;
  let total = 0;
  for (let j = 0; j < y.length; j++) total += y[j] = Math.exp(y[j] - largest);
  for (let j = 0; j < y.length; j++) y[j] *= weight / total;
  y[target] -= weight;
  return { value: Math.log(total) - likelihood, right };
};

const squaredError: RowLoss = (y, targets, r, weight) => {
  let value = 0;
  let right = true;
  for (let j = 0; j < y.length; j++) {
    const error = y[j] - targets[r * y.length + j];
    value += error * error;
    // NaN is near to nothing.
    if (!(Math.abs(error) <= RIGHT_WITHIN)) right = false;
    y[j] = 2 * weight * error;
  }
  return { value, right };
};

/** Σ_r x_r y_rᵀ, [p, q]. */
function outer(x: Values, p: number, y: Values, q: number): Float64Array {
  const sums = new Float64Array(p * q);
  for (let r = 0; r * p < x.length; r++) {
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < q; j++) sums[i * q + j] += x[r * p + i] * y[r * q + j];
    }
  }
  return sums;
}

/** Σ_r x_r, [columns]. */
function columnSums(x: Values, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < x.length; at += columns) for (let j = 0; j < columns; j++) sums[j] += x[at + j];
  return sums;
}

/** ∂L/∂m, [n]: the component of δ along h. */
function thresholdGradient(size: CellSize, delta: Values, h: Values): Float64Array {
  const { units: n, complex } = size;
  const sums = new Float64Array(n);
  const w = width(size);
  for (let at = 0; at < h.length; at += w) {
    for (let i = at; i < at + n; i++) {
      const [re, im] = [h[i], complex ? h[i + n] : 0];
      const modulus = Math.hypot(re, im);
      if (modulus !== 0) sums[i - at] += (delta[i] * re + (complex ? delta[i + n] * im : 0)) / modulus;
    }
  }
  return sums;
}

/**
 * The gradient ∂L/∂R + i ∂L/∂I of a complex W, which is stored as [[R, −I], [I, R]], in the same form: with G the
 * gradient of all four blocks, ∂L/∂R = G₁₁ + G₂₂ and ∂L/∂I = G₂₁ − G₁₂.
 * @param all G, [2n, 2n]
 */
export function complexGradient<T extends Float32Array | Float64Array>(all: T, n: number): T {
  const result = all.slice() as T;
  const w = 2 * n;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [low, high] = [i * w + j, (i + n) * w + j];
      const re = all[low] + all[high + n];
      const im = all[high] - all[low + n];
      result[low] = re;
      result[high + n] = re;
      result[high] = im;
      result[low + n] = -im;
    }
  }
  return result;
}
