import { RIGHT_WITHIN } from "../../tasks/task";
import { ACTIVATIONS_BY_ID } from "../activations";
import { places, width } from "../cell-size";
import type { Pass, PassArrays } from "../pass";
import { complexGradient } from "../reference-pass";
import type { PassAttributes, ScanActivation } from "../rnn-pass";
import type { SimdModule } from "./module";
import { FLOAT, rowsOf, upTo, type Workspace } from "./workspace";

/** As in assembly/activation.ts. */
const NUMBERS: Readonly<Record<ScanActivation, number>> = {
  tanh: 0,
  sigmoid: 1,
  relu: 2,
  identity: 3,
  modrelu: 4,
  "modrelu-complex": 5,
};

/** So far below every output that its exponential is nothing beside theirs. */
const NO_CLASS = -1e30;

/** Sizes of one pass in memory. */
function measure({ size, steps, batch, first, want }: PassAttributes, classesIn: boolean) {
  const [n, o, d] = [width(size), size.outputs, size.inputs];
  const padded = upTo(4, batch);
  const [wide, wideOut, wideIn] = [upTo(8, n), upTo(8, o), classesIn ? 1 : upTo(4, d)];
  const moment = padded * wide;
  const rows = steps * padded;
  const scored = (steps - first) * padded;
  const back = want === "scores" ? 0 : 1;
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
    scores: scored,
    panels: Math.max(wide * n, wideOut * n, wide * o),
    sums: 4,
    states: (steps + 1) * moment,
    outputs: scored * wideOut,
    gradient: back * (steps + 1) * moment,
    delta: want === "trace" ? (steps + 1) * moment : 0,
    /** Room for each sum over all rows in turn; those over classes are in double precision. */
    total: back * Math.max(wide * wide, wide * wideOut, (classesIn ? 2 * d : wideIn) * wide),
  };
  return { n, o, d, padded, wide, wideOut, wideIn, moment, rows, scored, room };
}

/** One pass in WebAssembly SIMD, for any size: rows are filled up to eight numbers, batches to four sequences. */
export function simdPass(module: SimdModule, workspace: Workspace): Pass {
  return (attributes, arrays, results) => {
    const { size, steps, batch, first, activation, want } = attributes;
    const classesIn = arrays.inputs instanceof Int32Array;
    const sizes = measure(attributes, classesIn);
    const { n, o, d, padded, wide, wideOut, wideIn, moment, rows, scored } = sizes;
    const at = workspace.place(sizes.room);
    const place = places(size);
    const kind = NUMBERS[activation];
    const ofBatch = (count: number, filled: number) => ({
      batch,
      paddedBatch: padded,
      n: count,
      width: filled,
    });

    upload();
    if (classesIn) module.embed(at.inputs, rows, at.table, at.bias, wide, at.states + moment * FLOAT);
    else {
      const drive = at.states + moment * FLOAT;
      module.project(at.inputs, rows, d, wideIn, at.table, at.bias, wide, drive);
    }
    module.scan(kind, steps, padded, n, wide, at.w, at.threshold, at.states, at.panels);
    module.pack(at.out, o, wideOut, n, 1, o, at.panels);
    eachScoredMoment((states, outputs) =>
      module.accumulate(at.panels, n, padded, states, wide, outputs, wideOut),
    );
    score();
    const [scores, dW, dParameters, h, gradient] = results;
    scores.set(workspace.doubles(at.sums, 2));
    if (!dW) return;

    module.pack(at.out, n, wide, o, o, 1, at.panels);
    workspace.floats(at.gradient, sizes.room.gradient).fill(0);
    eachScoredMoment((states, outputs) => {
      const direct = states - at.states + at.gradient;
      module.accumulate(at.panels, o, padded, outputs, wideOut, direct, wide);
    });
    const deltas = want === "trace" ? at.delta : at.gradient;
    module.scanGradient(
      kind,
      steps,
      padded,
      n,
      wide,
      at.w,
      at.threshold,
      at.states,
      at.gradient,
      deltas,
      at.panels,
    );
    collect(deltas + moment * FLOAT, dW, dParameters);
    if (h) workspace.read(at.states, h, ofBatch(n, wide));
    if (gradient) workspace.read(at.gradient, gradient, ofBatch(n, wide));

    function upload(): void {
      const { w, parameters, inputs, targets, weights, scores: counted }: PassArrays = arrays;
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
      workspace.write(at.scores, counted, ofBatch(1, 1), "zeros");
      if (arrays.h0) workspace.write(at.states, arrays.h0, ofBatch(n, wide));
      else workspace.floats(at.states, moment).fill(0);
      if (targets instanceof Int32Array) workspace.floats(at.outBias + o * FLOAT, wideOut - o).fill(NO_CLASS);
      const bias = workspace.floats(at.outBias, wideOut);
      const outputs = workspace.floats(at.outputs, scored * wideOut);
      for (let r = 0; r < outputs.length; r += wideOut) outputs.set(bias, r);
    }

    /** With the addresses of h_t and y_t of each step that has a loss. */
    function eachScoredMoment(visit: (states: number, outputs: number) => void): void {
      for (let t = first; t < steps; t++) {
        const states = at.states + (t + 1) * moment * FLOAT;
        visit(states, at.outputs + (t - first) * padded * wideOut * FLOAT);
      }
    }

    function score(): void {
      const { outputs, targets, weights, scores: counted, sums } = at;
      if (arrays.targets instanceof Int32Array) {
        module.crossEntropy(outputs, scored, o, wideOut, targets, weights, counted, sums);
      } else {
        module.squaredError(outputs, scored, o, wideOut, targets, weights, counted, RIGHT_WITHIN, sums);
      }
    }

    /** Every weight's gradient from δ₁ … δ_T. */
    function collect(delta: number, toW: Float32Array, to: Float32Array): void {
      const part = (name: keyof typeof place) => to.subarray(place[name].start, place[name].end);
      const { total } = at;
      module.outerProducts(rows, wide, wide, delta, at.states, total);
      workspace.read(total, toW, rowsOf(n));
      if (size.complex) toW.set(complexGradient(toW, size.units));
      if (classesIn) {
        module.embedGradient(at.inputs, rows, delta, wide, d, total);
        const sums = workspace.doubles(total, d * wide);
        const table = part("Vt");
        for (let k = 0; k < d; k++) table.set(sums.subarray(k * wide, k * wide + n), k * n);
      } else {
        module.outerProducts(rows, wideIn, wide, at.inputs, delta, total);
        workspace.read(total, part("Vt"), rowsOf(n));
      }
      module.columnSums(delta, rows, wide, total);
      workspace.read(total, part("b"), rowsOf(n));
      const read = at.states + (first + 1) * moment * FLOAT;
      module.outerProducts(scored, wide, wideOut, read, at.outputs, total);
      workspace.read(total, part("Ut"), rowsOf(o));
      module.columnSums(at.outputs, scored, wideOut, total);
      workspace.read(total, part("c"), rowsOf(o));
      if (!ACTIVATIONS_BY_ID[activation].hasThreshold) {
        part("threshold").fill(0);
        return;
      }
      const states = at.states + moment * FLOAT;
      if (size.complex) module.pairedThresholdGradient(delta, states, rows, size.units, wide, total);
      else module.thresholdGradient(delta, states, rows, wide, total);
      workspace.read(total, part("threshold"), rowsOf(size.units, size.units));
    }
  };
}
