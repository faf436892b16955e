import { timeStepNorms } from "../math/time-step-norms";
import { RIGHT_WITHIN } from "../tasks/task";
import { SCAN_ACTIVATIONS } from "./activations";
import {
  blockRows,
  type CellSize,
  kindOf,
  PARAMETERS,
  places,
  shapeOfW,
  stateWidth,
  width,
} from "./cell-size";
import type { Pass, PassArrays } from "./pass";
import { stretchOf } from "./recompute";
import { addDiagonalGradient } from "./reference-diagonal-scan";
import { hiddenOf, recurrenceOf } from "./reference-recurrence";
import { scanWeightGradient } from "./reference-scan";
import type { PassAttributes } from "./rnn-pass";

type Values = Float32Array | Float64Array;
type FloatConstructor = typeof Float32Array | typeof Float64Array;

/**
 * One pass on plain arrays: the readable reference, used if nothing faster is available. Formulas and layouts are those
 * of rnn-pass.ts; sums are in double precision, those of gradients from the end of time to its beginning. If the states of
 * all time steps would take too much memory, those of a stretch are kept at a time, see recompute.ts.
 * @param numbers the array type of states and gradients: Float32Array overflows as a device would
 */
export const referencePass =
  (numbers: FloatConstructor): Pass<Values> =>
  (attributes, inputs, [metrics, dW, dParameters, ...overTime]) => {
    const { size, steps, batch, first, want } = attributes;
    const [n, s, rows] = [width(size), stateWidth(size), blockRows(size)];
    const o = size.outputs;
    const stretch = want === "trace" ? steps : Math.min(steps, attributes.stretch ?? stretchOf(attributes));
    const recurrence = recurrenceOf(attributes, inputs, numbers);
    const perTimeStep = batch * n;

    /** States and ∂L/∂y of a stretch, of which the first state ends the stretch before. */
    const forward = (from: number, to: number, start: Values, totals: [number, number]) => {
      const inputTerm = inputTerms(attributes, inputs, numbers, from, to);
      const scanned = recurrence.forward(to - from, inputTerm, start);
      const h = hiddenOf(size, scanned.states);
      /** The first time step, from 0, whose output is in this stretch; h₀ belongs to the one before. */
      const begin = Math.max(first, from - 1);
      const read = h.subarray((begin + 1 - from) * perTimeStep);
      const outputs = readOut(size, inputs.parameters, read, numbers);
      // From here on the outputs are ∂L/∂y.
      const before = (begin - first) * batch;
      const known = begin < from ? batch : 0;
      lossOf(outputs.subarray(0, known * o), o, inputs, before, [0, 0]);
      lossOf(outputs.subarray(known * o), o, inputs, before + known, totals);
      return { from, to, scanned, h, begin, read, outputs, known };
    };

    const totals: [number, number] = [0, 0];
    const saved: Values[] = [];
    let start: Values = inputs.h0 ?? new numbers(batch * s);
    let now: ReturnType<typeof forward> | undefined;
    for (let from = 0; from < steps; from += stretch) {
      saved.push(start);
      now = forward(from, Math.min(from + stretch, steps), start, totals);
      start = now.scanned.states.slice((now.to - from) * batch * s);
    }
    metrics.set(totals);
    if (!dW) return;

    const [rowsOfW, columnsOfW] = shapeOfW(size);
    const all = new Float64Array(rowsOfW * columnsOfW);
    const [dTable, dBias] = [new Float64Array(size.inputs * rows), new Float64Array(rows)];
    const [dOut, dOutBias] = [new Float64Array(n * o), new Float64Array(o)];
    const place = places(size);
    const dThreshold = new Float64Array(place.threshold.end - place.threshold.start);
    const dRecurrentBias = new Float64Array(rows);
    const { innerBias } = kindOf(size);
    let end: Values | undefined;
    for (let k = saved.length - 1; k >= 0; k--) {
      const from = k * stretch;
      if (now?.from !== from) now = forward(from, from + stretch, saved[k], [0, 0]);
      const { to, scanned, h, begin, read, outputs, known } = now;
      addOuter(read.subarray(known * n), n, outputs.subarray(known * o), o, dOut);
      addColumnSums(outputs.subarray(known * o), o, dOutBias);
      const length = to - from;
      const direct = new numbers((length + 1) * perTimeStep);
      backThroughU(size, inputs.parameters, outputs, direct.subarray((begin + 1 - from) * perTimeStep));
      const own = from > 0 ? direct.subarray(0, perTimeStep) : undefined;
      const outside = { direct: direct.subarray(perTimeStep), start: own, end };
      const { gradient, delta, recurrentDelta } = recurrence.backward(length, scanned, outside);
      end = gradient.slice(0, batch * s);
      if (want === "norms") overTime[0].set(timeStepNorms(gradient, batch * s), from);
      if (want === "trace")
        for (const [i, values] of [scanned.states, gradient].entries()) overTime[i].set(values);
      if (size.diagonal) addDiagonalGradient(size.units, { h, delta }, all);
      else scanWeightGradient(rows, n, { h, delta: recurrentDelta }, all);
      addInputGradient(attributes, inputs.inputs, delta, from, dTable);
      addColumnSums(delta, rows, dBias);
      if (innerBias !== null) addColumnSums(recurrentDelta, rows, dRecurrentBias);
      if (SCAN_ACTIVATIONS[attributes.activation].hasThreshold && dThreshold.length > 0)
        addThresholdGradient(size, delta, h.subarray(perTimeStep), dThreshold);
    }
    dW.set(size.complex && !size.diagonal ? complexGradient(all, size.units) : all);
    const inner = (innerBias ?? 0) * n;
    const parts = {
      Vt: dTable,
      b: dBias,
      Ut: dOut,
      c: dOutBias,
      threshold: dThreshold,
      bm: dRecurrentBias.subarray(inner, innerBias === null ? inner : inner + n),
    };
    for (const name of PARAMETERS) dParameters.set(parts[name], place[name].start);
  };

/** V x_t + b of the time steps `from` … `to` − 1, [to − from, batch, k·w]. */
function inputTerms(
  { size, batch }: PassAttributes,
  { parameters, inputs }: PassArrays,
  numbers: FloatConstructor,
  from: number,
  to: number,
): Values {
  const n = blockRows(size);
  const { Vt, b } = places(size);
  const table = parameters.subarray(Vt.start, Vt.end);
  const rows = new numbers((to - from) * batch * n);
  for (let r = 0; r < (to - from) * batch; r++) {
    for (let i = 0; i < n; i++) rows[r * n + i] = parameters[b.start + i];
    eachInput(size, inputs, from * batch + r, (k, x) => {
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

/** Adds ∂L/∂Vᵀ = Σ_r x_r δ_rᵀ to sums, [d, k·w]. @param from the time step of the first rows of δ */
function addInputGradient(
  { size, batch }: PassAttributes,
  inputs: PassArrays["inputs"],
  delta: Values,
  from: number,
  sums: Float64Array,
): void {
  const n = blockRows(size);
  for (let r = delta.length / n - 1; r >= 0; r--) {
    eachInput(size, inputs, from * batch + r, (k, x) => {
      for (let i = 0; i < n; i++) sums[k * n + i] += x * delta[r * n + i];
    });
  }
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

/** Adds loss and accuracy to the totals; the outputs become ∂L/∂y. @param first the row of the first outputs */
function lossOf(
  y: Values,
  o: number,
  { targets, weights, accuracyWeights }: Pick<PassArrays, "targets" | "weights" | "accuracyWeights">,
  first: number,
  totals: [number, number],
): void {
  const rowLoss = targets instanceof Int32Array ? crossEntropy : squaredError;
  for (let r = first, at = 0; at < y.length; r++, at += o) {
    const { value, right } = rowLoss(y.subarray(at, at + o), targets, r, weights[r]);
    totals[0] += weights[r] * value;
    if (right) totals[1] += accuracyWeights[r];
  }
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

/** Adds Σ_r x_r y_rᵀ, from the last row to the first, to sums, [p, q]. */
function addOuter(x: Values, p: number, y: Values, q: number, sums: Float64Array): void {
  for (let r = x.length / p - 1; r >= 0; r--) {
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < q; j++) sums[i * q + j] += x[r * p + i] * y[r * q + j];
    }
  }
}

/** Adds Σ_r x_r, from the last row to the first, to sums, [columns]. */
function addColumnSums(x: Values, columns: number, sums: Float64Array): void {
  for (let at = x.length - columns; at >= 0; at -= columns)
    for (let j = 0; j < columns; j++) sums[j] += x[at + j];
}

/** Adds ∂L/∂m, the component of δ along h, to sums, [n]. */
function addThresholdGradient(size: CellSize, delta: Values, h: Values, sums: Float64Array): void {
  const { units: n, complex } = size;
  const w = width(size);
  for (let at = h.length - w; at >= 0; at -= w) {
    for (let i = at; i < at + n; i++) {
      const [re, im] = [h[i], complex ? h[i + n] : 0];
      const modulus = Math.hypot(re, im);
      if (modulus !== 0) sums[i - at] += (delta[i] * re + (complex ? delta[i + n] * im : 0)) / modulus;
    }
  }
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
