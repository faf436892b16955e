import { RIGHT_WITHIN } from "../../tasks/task";
import { SCAN_ACTIVATION_IDS, SCAN_ACTIVATIONS } from "../activations";
import { places, width } from "../cell-size";
import type { Pass, PassArrays } from "../pass";
import { complexGradient } from "../reference-pass";
import type { PassAttributes } from "../rnn-pass";
import type { SimdModule } from "./module";
import { FLOAT, rowsOf, upTo, type Workspace } from "./workspace";

/** So far below every output that its exponential is nothing beside theirs. */
const NO_CLASS = -1e30;

/** Rows that go through all there is to do before the next, and numbers in them: as many as stay in the second cache. */
const MAX_ROWS = 128;
const MAX_NUMBERS = 16384;

/** Sizes of one pass in memory. */
function measure({ size, steps, batch, first, want }: PassAttributes, classesIn: boolean) {
  const [n, o, d] = [width(size), size.outputs, size.inputs];
  const padded = upTo(4, batch);
  const [wide, wideOut, wideIn] = [upTo(8, n), upTo(8, o), classesIn ? 1 : upTo(4, d)];
  const moment = padded * wide;
  const rows = steps * padded;
  const scored = (steps - first) * padded;
  /** Steps in one go. */
  const stride = Math.max(1, Math.floor(Math.min(MAX_ROWS, MAX_NUMBERS / wide) / padded));
  const back = want === "metrics" ? 0 : 1;
  /** What is asked for is kept of all steps, else of those that are worked on. */
  const kept = want === "trace" ? steps : Math.min(stride, steps);
  const room = {
    w: n * n,
    threshold: wide,
    bias: wide,
    table: d * wide,
    outBias: wideOut,
    out: n * o,
    inputs: rows * wideIn,
    targets: scored * o,
    weights: scored,
    accuracyWeights: scored,
    forth: wide * n,
    back: back * wide * n,
    outForth: wideOut * n,
    outBack: back * wide * o,
    outputs: back ? scored * wideOut : stride * padded * wideOut,
    states: (steps + 1) * moment,
    gradient: back * (kept + 1) * moment,
    delta: want === "trace" ? (steps + 1) * moment : 0,
  };
  /** What begins at 0 and is added to. Sums over classes are in double precision, as the loss is. */
  const sums = {
    loss: 4,
    dW: back * wide * wide,
    dTable: back * (classesIn ? 2 * d : wideIn) * wide,
    dBias: back * wide,
    dOut: back * wide * wideOut,
    dOutBias: back * wideOut,
    dThreshold: back * wide,
  };
  return { n, o, d, padded, wide, wideOut, wideIn, moment, stride, room, sums };
}

/**
 * One pass in WebAssembly SIMD, for any size: rows are filled up to eight numbers, batches to four sequences. Some
 * steps at a time go forward, then back, through all that is to be done with them: a sequence is larger than a cache.
 */
export function simdPass(module: SimdModule, workspace: Workspace): Pass {
  return (attributes, arrays, results) => {
    const { size, steps, batch, first, activation, want } = attributes;
    const classesIn = arrays.inputs instanceof Int32Array;
    const sizes = measure(attributes, classesIn);
    const { n, o, d, padded, wide, wideOut, wideIn, moment, stride } = sizes;
    const at = workspace.place({ ...sizes.room, ...sizes.sums });
    const place = places(size);
    const kind = SCAN_ACTIVATION_IDS.indexOf(activation);
    const hasThreshold = SCAN_ACTIVATIONS[activation].hasThreshold;
    const [metrics, dW, dParameters, h, gradient] = results;
    const traced = want === "trace";
    const ofBatch = (count: number, filled: number) => ({
      batch,
      paddedBatch: padded,
      n: count,
      width: filled,
    });
    /** Where a row for each sequence, `filled` numbers wide, stands for step t. */
    const atStep = (address: number, t: number, filled: number) => address + t * padded * filled * FLOAT;

    upload();
    for (let from = 0; from < steps; from += stride) forward(from, Math.min(from + stride, steps));
    metrics.set(workspace.doubles(at.loss, 2));
    if (!dW) return;
    for (let to = steps; to > 0; ) {
      const from = Math.floor((to - 1) / stride) * stride;
      backward(from, to);
      to = from;
    }
    collect();
    if (h) workspace.read(at.states, h, ofBatch(n, wide));
    if (gradient) workspace.read(at.gradient, gradient, ofBatch(n, wide));

    function upload(): void {
      const { w, parameters, inputs, targets, weights, accuracyWeights }: PassArrays = arrays;
      const part = (name: keyof typeof place) => parameters.subarray(place[name].start, place[name].end);
      workspace.floats(at.w, n * n).set(w);
      workspace.write(at.threshold, part("threshold"), rowsOf(size.units, wide));
      workspace.write(at.bias, part("b"), rowsOf(n));
      workspace.write(at.table, part("Vt"), rowsOf(n));
      workspace.write(at.outBias, part("c"), rowsOf(o));
      workspace.floats(at.out, n * o).set(part("Ut"));
      workspace.write(at.inputs, inputs, ofBatch(wideIn === 1 ? 1 : d, wideIn));
      const perTarget = targets instanceof Int32Array ? 1 : o;
      workspace.write(at.targets, targets, ofBatch(perTarget, perTarget));
      workspace.write(at.weights, weights, ofBatch(1, 1), "zeros");
      workspace.write(at.accuracyWeights, accuracyWeights, ofBatch(1, 1), "zeros");
      if (arrays.h0) workspace.write(at.states, arrays.h0, ofBatch(n, wide));
      else workspace.floats(at.states, moment).fill(0);
      if (targets instanceof Int32Array) workspace.floats(at.outBias + o * FLOAT, wideOut - o).fill(NO_CLASS);
      for (const name of Object.keys(sizes.sums) as (keyof typeof sizes.sums)[]) {
        workspace.floats(at[name], sizes.sums[name]).fill(0);
      }
      module.pack(at.w, n, wide, n, n, 1, at.forth);
      module.pack(at.out, o, wideOut, n, 1, o, at.outForth);
      if (!dW) return;
      module.pack(at.w, n, wide, n, 1, n, at.back);
      module.pack(at.out, n, wide, o, o, 1, at.outBack);
    }

    /** The states after the steps `from` … `to` − 1, and their losses. */
    function forward(from: number, to: number): void {
      const rows = (to - from) * padded;
      const drive = atStep(at.states, from + 1, wide);
      const inputs = atStep(at.inputs, from, wideIn);
      if (classesIn) module.embed(inputs, rows, at.table, at.bias, wide, drive);
      else module.project(inputs, rows, d, wideIn, at.table, at.bias, wide, drive);
      const before = atStep(at.states, from, wide);
      module.scan(kind, to - from, padded, n, wide, at.forth, at.threshold, before);
      const begin = Math.max(from, first);
      if (begin < to) score(begin, to);
    }

    function score(from: number, to: number): void {
      const rows = (to - from) * padded;
      const states = atStep(at.states, from + 1, wide);
      const { loss } = at;
      const outputs = outputsOf(from);
      const bias = workspace.floats(at.outBias, wideOut);
      const room = workspace.floats(outputs, rows * wideOut);
      room.set(bias);
      for (let filled = wideOut; filled < room.length; filled *= 2) room.copyWithin(filled, 0, filled);
      module.accumulate(at.outForth, n, rows, states, wide, outputs, wideOut);
      const weights = atStep(at.weights, from - first, 1);
      const counted = atStep(at.accuracyWeights, from - first, 1);
      if (arrays.targets instanceof Int32Array) {
        const targets = atStep(at.targets, from - first, 1);
        module.crossEntropy(outputs, rows, wideOut, targets, weights, counted, loss);
      } else {
        const targets = atStep(at.targets, from - first, o);
        module.squaredError(outputs, rows, o, wideOut, targets, weights, counted, RIGHT_WITHIN, loss);
      }
      if (!dW) return;
      module.outerProducts(rows, wide, wideOut, states, outputs, at.dOut);
      module.columnSums(outputs, rows, wideOut, at.dOutBias);
    }

    /** The outputs after step t; they become what the loss says back to them. */
    function outputsOf(t: number): number {
      return dW ? atStep(at.outputs, t - first, wideOut) : at.outputs;
    }

    /** G at these moments as far as it comes from their own outputs; only then does the recurrence add to it. */
    function direct(from: number, to: number, gradient: number): void {
      workspace.floats(gradient, (to - from) * moment).fill(0);
      const begin = Math.max(from, first + 1);
      if (begin >= to) return;
      const [rows, outputs] = [(to - begin) * padded, outputsOf(begin - 1)];
      module.accumulate(at.outBack, o, rows, outputs, wideOut, atStep(gradient, begin - from, wide), wide);
    }

    /** δ of these steps, and what they add to the gradients. */
    function backward(from: number, to: number): void {
      const rows = (to - from) * padded;
      const before = atStep(at.states, from, wide);
      const gradient = traced ? atStep(at.gradient, from, wide) : at.gradient;
      const deltas = traced ? atStep(at.delta, from, wide) : gradient;
      // The last of these moments has its G already, as the first of those behind it, unless there are none.
      const atEnd = to === steps;
      if (!atEnd && !traced)
        workspace.floats(gradient, rows * wide + moment).copyWithin(rows * wide, 0, moment);
      direct(from, atEnd ? to + 1 : to, gradient);
      module.scanGradient(kind, to - from, padded, n, wide, at.back, at.threshold, before, gradient, deltas);
      const delta = atStep(deltas, 1, wide);
      const states = atStep(at.states, from + 1, wide);
      const inputs = atStep(at.inputs, from, wideIn);
      module.outerProducts(rows, wide, wide, delta, before, at.dW);
      if (classesIn) module.embedGradient(inputs, rows, delta, wide, at.dTable);
      else module.outerProducts(rows, wideIn, wide, inputs, delta, at.dTable);
      module.columnSums(delta, rows, wide, at.dBias);
      if (!hasThreshold) return;
      if (size.complex) module.pairedThresholdGradient(delta, states, rows, size.units, wide, at.dThreshold);
      else module.thresholdGradient(delta, states, rows, wide, at.dThreshold);
    }

    function collect(): void {
      const part = (name: keyof typeof place) => dParameters.subarray(place[name].start, place[name].end);
      workspace.read(at.dW, dW, rowsOf(n));
      if (size.complex) dW.set(complexGradient(dW, size.units));
      const table = part("Vt");
      if (classesIn) {
        const sums = workspace.doubles(at.dTable, d * wide);
        for (let k = 0; k < d; k++) table.set(sums.subarray(k * wide, k * wide + n), k * n);
      } else workspace.read(at.dTable, table, rowsOf(n));
      workspace.read(at.dBias, part("b"), rowsOf(n));
      workspace.read(at.dOut, part("Ut"), rowsOf(o));
      workspace.read(at.dOutBias, part("c"), rowsOf(o));
      workspace.read(at.dThreshold, part("threshold"), rowsOf(size.units, wide));
    }
  };
}
