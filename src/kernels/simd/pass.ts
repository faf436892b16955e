import { timeStepNorms } from "../../math/time-step-norms";
import { RIGHT_WITHIN } from "../../tasks/task";
import { type ParameterName, places } from "../cell-size";
import type { Pass, PassArrays } from "../pass";
import { gatedRecurrence } from "./gated-recurrence";
import type { SimdModule } from "./module";
import { sizesOf } from "./pass-sizes";
import type { PassMemory } from "./recurrence";
import { simpleRecurrence } from "./simple-recurrence";
import { partOf, setPart } from "./state-parts";
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
    const { size, steps, batch, first, want } = attributes;
    const classesIn = arrays.inputs instanceof Int32Array;
    const sizes = sizesOf(attributes, classesIn);
    const { n, o, d, padded, parts, stateWidth, rowWidth, outWidth, inWidth, perTimeStep } = sizes;
    const { stepsPerSlice, stretch, gradientSteps } = sizes;
    const at = workspace.place({ ...sizes.lengths, ...sizes.sums });
    const place = places(size);
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

    const since = (t: number) => t - base;
    /** The address of a part of a state in an array of so many time steps for each part. */
    const partAt = (address: number, part: number, length: number, t: number) =>
      atStep(address, part * length + t, stateWidth);
    const stateAt = (t: number, part = 0) => partAt(at.states, part, stretch + 1, t - base);
    /** The address of the outputs of time step t, which become ∂L/∂y. Those before the stretch are in memory too. */
    const outputsOf = (t: number) => atStep(at.outputs, t - Math.max(first, base - 1), outWidth);

    const memory: PassMemory = { module, workspace, attributes, arrays, sizes, at, atStep, since, stateAt };
    const { cell = "simple" } = size;
    const recurrence = cell === "simple" ? simpleRecurrence(memory) : gatedRecurrence(cell, memory);

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
    if (h) readStates(at.states, h);
    if (gradient) readStates(at.gradient, gradient);

    /** Writes weights and batch to memory, and packs the matrices. */
    function upload(): void {
      const { parameters, inputs, targets, weights, accuracyWeights }: PassArrays = arrays;
      const part = (name: ParameterName) => parameters.subarray(place[name].start, place[name].end);
      workspace.write(at.outBias, part("c"), rowsOf(o));
      workspace.floats(at.out, n * o).set(part("Ut"));
      workspace.write(at.inputs, inputs, ofBatch(inWidth === 1 ? 1 : d, inWidth));
      const perTarget = targets instanceof Int32Array ? 1 : o;
      workspace.write(at.targets, targets, ofBatch(perTarget, perTarget));
      workspace.write(at.weights, weights, ofBatch(1, 1), "zeros");
      workspace.write(at.accuracyWeights, accuracyWeights, ofBatch(1, 1), "zeros");
      for (let part = 0; part < parts; part++) {
        const h0 = arrays.h0 && partOf(arrays.h0, part, parts, n);
        if (h0) workspace.write(stateAt(0, part), h0, ofBatch(n, stateWidth));
        else workspace.floats(stateAt(0, part), perTimeStep).fill(0);
      }
      if (targets instanceof Int32Array)
        workspace.floats(at.outBias + o * FLOAT, outWidth - o).fill(PADDING_BIAS);
      for (const name of Object.keys(sizes.sums) as (keyof typeof sizes.sums)[]) {
        workspace.floats(at[name], sizes.sums[name]).fill(0);
      }
      recurrence.upload(dW !== undefined);
      module.pack(at.out, o, outWidth, n, 1, o, at.packedU);
      if (dW) module.pack(at.out, n, stateWidth, o, o, 1, at.packedUt);
    }

    /** Begins the stretch from time step `to` on with the end of the one before. */
    function moveOn(to: number): void {
      if (to > base)
        for (let part = 0; part < parts; part++)
          workspace.copy(stateAt(to, part), stateAt(base, part), perTimeStep);
      if (to > base && to > first && dW) workspace.copy(outputsOf(to - 1), at.outputs, padded * outWidth);
      base = to;
      if (sizes.lengths.saved === 0) return;
      for (let part = 0; part < parts; part++)
        workspace.copy(stateAt(base, part), savedAt(base, part), perTimeStep);
    }

    /** Goes to the stretch before and computes it again. */
    function moveBack(): void {
      base -= stretch;
      for (let part = 0; part < parts; part++)
        workspace.copy(savedAt(base, part), stateAt(base, part), perTimeStep);
      if (base > first) score(base - 1, base, true);
      stretchForward(true);
    }

    /** The address of a part of the saved state before a stretch. */
    function savedAt(from: number, part: number): number {
      return partAt(at.saved, part, Math.ceil(steps / stretch), from / stretch);
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
      const terms = recurrence.termsAt(from);
      const inputs = atStep(at.inputs, from, inWidth);
      if (classesIn) module.embed(inputs, rows, at.table, at.bias, rowWidth, terms);
      else module.project(inputs, rows, d, inWidth, at.table, at.bias, rowWidth, terms);
      recurrence.forward(from, to);
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
      const gradientAt = (t: number, part: number) =>
        partAt(at.gradient, part, gradientSteps + 1, traced ? t : t - from);
      const atEnd = to === steps;
      for (let part = 0; part < parts; part++) {
        // The G of the last state has been computed with the slice after it, unless this is the last slice.
        if (!atEnd && !traced) workspace.copy(gradientAt(from, part), gradientAt(to, part), perTimeStep);
        // Only h has an output of its own.
        if (atEnd && part > 0) workspace.floats(gradientAt(to, part), perTimeStep).fill(0);
      }
      direct(from, atEnd ? to + 1 : to, gradientAt(from, 0));
      const gradients = Array.from({ length: parts }, (_, part) => gradientAt(from, part));
      const delta = recurrence.backward(from, to, gradients);
      if (norms) norms.set(normsOf(gradients, to - from + 1), from);
      const inputs = atStep(at.inputs, from, inWidth);
      if (classesIn) module.embedGradient(inputs, rows, delta, rowWidth, at.dTable);
      else module.outerProducts(rows, inWidth, rowWidth, inputs, delta, at.dTable);
      module.columnSums(delta, rows, rowWidth, at.dBias);
    }

    /** ‖G‖ of so many time steps. @param addresses of the first one, of each part */
    function normsOf(addresses: readonly number[], count: number): Float32Array {
      const each = addresses.map((address) => {
        const values = new Float32Array(count * batch * n);
        workspace.read(address, values, ofBatch(n, stateWidth));
        return timeStepNorms(values, batch * n);
      });
      return each.reduce((all, one) => all.map((norm, t) => Math.hypot(norm, one[t])));
    }

    /** Reads states or their gradients of all time steps, [T+1, batch, s]. */
    function readStates(address: number, into: Float32Array): void {
      if (parts === 1) workspace.read(address, into, ofBatch(n, stateWidth));
      else
        for (let part = 0; part < parts; part++) {
          const values = new Float32Array(into.length / parts);
          workspace.read(partAt(address, part, steps + 1, 0), values, ofBatch(n, stateWidth));
          setPart(values, part, parts, n, into);
        }
    }

    /** Reads the gradients back. */
    function collect(): void {
      recurrence.collect(dW, dParameters);
      const part = (name: ParameterName) => dParameters.subarray(place[name].start, place[name].end);
      workspace.read(at.dOut, part("Ut"), rowsOf(o));
      workspace.read(at.dOutBias, part("c"), rowsOf(o));
    }
  };
}
