import { timeStepNorms } from "../../math/time-step-norms";
import { RIGHT_WITHIN } from "../../tasks/task";
import { SCAN_ACTIVATION_IDS, SCAN_ACTIVATIONS } from "../activations";
import { places } from "../cell-size";
import type { Pass, PassArrays } from "../pass";
import { complexGradient } from "../reference-pass";
import type { SimdModule } from "./module";
import { sizesOf } from "./pass-sizes";
import { FLOAT, rowsOf, type Workspace } from "./workspace";

/** The bias of outputs in the padding: their exponential is 0 compared with any other. */
const PADDING_BIAS = -1e30;

/**
 * One pass in WebAssembly SIMD, for any size: rows are padded to multiples of eight numbers, batches to multiples of
 * four sequences. A sequence is larger than the cache, so it is processed in slices of time steps: each goes through
 * all operations forward, and later through all operations backward. If the states of all slices would take too much memory,
 * those of a stretch of slices are kept at a time, see recompute.ts; the slices are the same, and so are all sums.
 */
export function simdPass(module: SimdModule, workspace: Workspace): Pass {
  return (attributes, arrays, results) => {
    const { size, steps, batch, first, activation, want } = attributes;
    const classesIn = arrays.inputs instanceof Int32Array;
    const sizes = sizesOf(attributes, classesIn);
    const { n, o, d, padded, stateWidth, outWidth, inWidth, perTimeStep, stepsPerSlice, stretch } = sizes;
    const at = workspace.place({ ...sizes.lengths, ...sizes.sums });
    const place = places(size);
    const kind = SCAN_ACTIVATION_IDS.indexOf(activation);
    const hasThreshold = SCAN_ACTIVATIONS[activation].hasThreshold;
    const [metrics, dW, dParameters, ...overTime] = results;
    const traced = want === "trace";
    const [h, gradient] = traced ? overTime : [];
    const [norms] = want === "norms" ? overTime : [];
    /** The first time step of the stretch that is in memory. */
    let base = 0;
    const ofBatch = (count: number, rowWidth: number) => ({
      batch,
      paddedBatch: padded,
      n: count,
      width: rowWidth,
    });
    /** The address of time step t in an array with one row of `rowWidth` numbers per sequence. */
    const atStep = (address: number, t: number, rowWidth: number) => address + t * padded * rowWidth * FLOAT;

    /** The address of h_t. */
    const stateAt = (t: number) => atStep(at.states, t - base, stateWidth);
    /** The address of the outputs of time step t, which become ∂L/∂y. Those before the stretch are in memory too. */
    const outputsOf = (t: number) => atStep(at.outputs, t - Math.max(first, base - 1), outWidth);

    upload();
    for (let from = 0; from < steps; from += stretch) {
      moveOn(from);
      stretchForward(false);
    }
    metrics.set(workspace.doubles(at.loss, 2));
    if (!dW) return;
    for (let to = steps; to > 0; ) {
      const from = Math.floor((to - 1) / stepsPerSlice) * stepsPerSlice;
      if (to === base) moveBack();
      backward(from, to);
      to = from;
    }
    collect();
    if (h) workspace.read(at.states, h, ofBatch(n, stateWidth));
    if (gradient) workspace.read(at.gradient, gradient, ofBatch(n, stateWidth));

    /** Writes weights and batch to memory, and packs the matrices. */
    function upload(): void {
      const { w, parameters, inputs, targets, weights, accuracyWeights }: PassArrays = arrays;
      const part = (name: keyof typeof place) => parameters.subarray(place[name].start, place[name].end);
      workspace.floats(at.w, sizes.lengths.w).set(w);
      workspace.write(at.threshold, part("threshold"), rowsOf(size.units, stateWidth));
      workspace.write(at.bias, part("b"), rowsOf(n));
      workspace.write(at.table, part("Vt"), rowsOf(n));
      workspace.write(at.outBias, part("c"), rowsOf(o));
      workspace.floats(at.out, n * o).set(part("Ut"));
      workspace.write(at.inputs, inputs, ofBatch(inWidth === 1 ? 1 : d, inWidth));
      const perTarget = targets instanceof Int32Array ? 1 : o;
      workspace.write(at.targets, targets, ofBatch(perTarget, perTarget));
      workspace.write(at.weights, weights, ofBatch(1, 1), "zeros");
      workspace.write(at.accuracyWeights, accuracyWeights, ofBatch(1, 1), "zeros");
      if (arrays.h0) workspace.write(at.states, arrays.h0, ofBatch(n, stateWidth));
      else workspace.floats(at.states, perTimeStep).fill(0);
      if (targets instanceof Int32Array)
        workspace.floats(at.outBias + o * FLOAT, outWidth - o).fill(PADDING_BIAS);
      for (const name of Object.keys(sizes.sums) as (keyof typeof sizes.sums)[]) {
        workspace.floats(at[name], sizes.sums[name]).fill(0);
      }
      if (!size.diagonal) module.pack(at.w, n, stateWidth, n, n, 1, at.packedW);
      module.pack(at.out, o, outWidth, n, 1, o, at.packedU);
      if (!dW) return;
      if (!size.diagonal) module.pack(at.w, n, stateWidth, n, 1, n, at.packedWt);
      module.pack(at.out, n, stateWidth, o, o, 1, at.packedUt);
    }

    /** Begins the stretch from time step `to` on with the end of the one before. */
    function moveOn(to: number): void {
      if (to > base) workspace.copy(stateAt(to), at.states, perTimeStep);
      if (to > base && to > first && dW) workspace.copy(outputsOf(to - 1), at.outputs, padded * outWidth);
      base = to;
      if (sizes.lengths.saved > 0) workspace.copy(at.states, savedAt(base), perTimeStep);
    }

    /** Goes to the stretch before and computes it again. */
    function moveBack(): void {
      base -= stretch;
      workspace.copy(savedAt(base), at.states, perTimeStep);
      if (base > first) score(base - 1, base, true);
      stretchForward(true);
    }

    /** The address of the saved state before a stretch. */
    function savedAt(from: number): number {
      return atStep(at.saved, from / stretch, stateWidth);
    }

    /** Computes the stretch in memory. @param again whether its part of the sums has been added before */
    function stretchForward(again: boolean): void {
      const end = Math.min(base + stretch, steps);
      for (let from = base; from < end; from += stepsPerSlice)
        forward(from, Math.min(from + stepsPerSlice, end), again);
    }

    /** Computes the states after the time steps `from` … `to` − 1, and their losses. */
    function forward(from: number, to: number, again: boolean): void {
      const rows = (to - from) * padded;
      const inputTerm = stateAt(from + 1);
      const inputs = atStep(at.inputs, from, inWidth);
      if (classesIn) module.embed(inputs, rows, at.table, at.bias, stateWidth, inputTerm);
      else module.project(inputs, rows, d, inWidth, at.table, at.bias, stateWidth, inputTerm);
      const before = stateAt(from);
      const [scan, w] = size.diagonal ? [module.scanDiagonal, at.w] : [module.scan, at.packedW];
      scan(kind, to - from, padded, n, stateWidth, w, at.threshold, before);
      const begin = Math.max(from, first);
      if (begin < to) score(begin, to, again);
    }

    /** Computes outputs, loss and accuracy of these time steps, and adds up the gradients of U and c. */
    function score(from: number, to: number, again: boolean): void {
      const rows = (to - from) * padded;
      const states = stateAt(from + 1);
      const loss = again ? at.unused : at.loss;
      const outputs = outputsOf(from);
      const bias = workspace.floats(at.outBias, outWidth);
      const biases = workspace.floats(outputs, rows * outWidth);
      biases.set(bias);
      for (let done = outWidth; done < biases.length; done *= 2) biases.copyWithin(done, 0, done);
      module.accumulate(at.packedU, n, rows, states, stateWidth, outputs, outWidth);
      const weights = atStep(at.weights, from - first, 1);
      const accuracyWeights = atStep(at.accuracyWeights, from - first, 1);
      if (arrays.targets instanceof Int32Array) {
        const targets = atStep(at.targets, from - first, 1);
        module.crossEntropy(outputs, rows, outWidth, targets, weights, accuracyWeights, loss);
      } else {
        const targets = atStep(at.targets, from - first, o);
        module.squaredError(
          outputs,
          rows,
          o,
          outWidth,
          targets,
          weights,
          accuracyWeights,
          RIGHT_WITHIN,
          loss,
        );
      }
      if (!dW || again) return;
      module.outerProducts(rows, stateWidth, outWidth, states, outputs, at.dOut);
      module.columnSums(outputs, rows, outWidth, at.dOutBias);
    }

    /** Writes the gradient of these states through their own outputs, to which the recurrence then adds. */
    function direct(from: number, to: number, gradient: number): void {
      workspace.floats(gradient, (to - from) * perTimeStep).fill(0);
      const begin = Math.max(from, first + 1);
      if (begin >= to) return;
      const [rows, outputs] = [(to - begin) * padded, outputsOf(begin - 1)];
      module.accumulate(
        at.packedUt,
        o,
        rows,
        outputs,
        outWidth,
        atStep(gradient, begin - from, stateWidth),
        stateWidth,
      );
    }

    /** Computes δ of these time steps, and adds their part of the gradients. */
    function backward(from: number, to: number): void {
      const rows = (to - from) * padded;
      const before = stateAt(from);
      const gradient = traced ? atStep(at.gradient, from, stateWidth) : at.gradient;
      const deltas = traced ? atStep(at.delta, from, stateWidth) : norms ? at.delta : gradient;
      // The G of the last state has been computed with the slice after it, unless this is the last slice.
      const atEnd = to === steps;
      if (!atEnd && !traced)
        workspace
          .floats(gradient, rows * stateWidth + perTimeStep)
          .copyWithin(rows * stateWidth, 0, perTimeStep);
      direct(from, atEnd ? to + 1 : to, gradient);
      const [scanGradient, w] = size.diagonal
        ? [module.scanDiagonalGradient, at.w]
        : [module.scanGradient, at.packedWt];
      scanGradient(kind, to - from, padded, n, stateWidth, w, at.threshold, before, gradient, deltas);
      if (norms) norms.set(normsOf(gradient, to - from + 1), from);
      const delta = atStep(deltas, 1, stateWidth);
      const states = stateAt(from + 1);
      const inputs = atStep(at.inputs, from, inWidth);
      if (size.diagonal) module.diagonalGradient(delta, before, rows, size.units, stateWidth, at.dW);
      else module.outerProducts(rows, stateWidth, stateWidth, delta, before, at.dW);
      if (classesIn) module.embedGradient(inputs, rows, delta, stateWidth, at.dTable);
      else module.outerProducts(rows, inWidth, stateWidth, inputs, delta, at.dTable);
      module.columnSums(delta, rows, stateWidth, at.dBias);
      if (!hasThreshold) return;
      if (size.complex)
        module.pairedThresholdGradient(delta, states, rows, size.units, stateWidth, at.dThreshold);
      else module.thresholdGradient(delta, states, rows, stateWidth, at.dThreshold);
    }

    /** ‖G‖ of so many time steps. */
    function normsOf(address: number, count: number): Float32Array {
      const values = new Float32Array(count * batch * n);
      workspace.read(address, values, ofBatch(n, stateWidth));
      return timeStepNorms(values, batch * n);
    }

    /** Reads the gradients back. */
    function collect(): void {
      const part = (name: keyof typeof place) => dParameters.subarray(place[name].start, place[name].end);
      workspace.read(at.dW, dW, rowsOf(n));
      if (size.complex && !size.diagonal) dW.set(complexGradient(dW, size.units));
      const table = part("Vt");
      if (classesIn) {
        const sums = workspace.doubles(at.dTable, d * stateWidth);
        for (let k = 0; k < d; k++) table.set(sums.subarray(k * stateWidth, k * stateWidth + n), k * n);
      } else workspace.read(at.dTable, table, rowsOf(n));
      workspace.read(at.dBias, part("b"), rowsOf(n));
      workspace.read(at.dOut, part("Ut"), rowsOf(o));
      workspace.read(at.dOutBias, part("c"), rowsOf(o));
      workspace.read(at.dThreshold, part("threshold"), rowsOf(size.units, stateWidth));
    }
  };
}
