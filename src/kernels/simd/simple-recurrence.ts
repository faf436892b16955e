import { SCAN_ACTIVATION_IDS, SCAN_ACTIVATIONS } from "../activations";
import { type ParameterName, places } from "../cell-size";
import { complexGradient } from "../reference-pass";
import type { PassMemory, Recurrence } from "./recurrence";
import { rowsOf } from "./workspace";

/** h_t = σ(W h_{t−1} + V x_t + b), also with W = diag(λ): the terms are written where the states will be. */
export function simpleRecurrence({
  module,
  workspace,
  attributes,
  arrays,
  sizes,
  at,
  atStep,
  stateAt,
}: PassMemory): Recurrence {
  const { size, activation, want } = attributes;
  const { n, d, padded, stateWidth, classesIn } = sizes;
  const place = places(size);
  const kind = SCAN_ACTIVATION_IDS.indexOf(activation);
  const { hasThreshold } = SCAN_ACTIVATIONS[activation];
  /** The address of δ of state `from`, if that is the first in memory of a slice. */
  const deltasFrom = (from: number, gradient: number) => {
    if (want === "trace") return atStep(at.delta, from, stateWidth);
    return want === "norms" ? at.delta : gradient;
  };
  return {
    upload(back) {
      const part = (name: ParameterName) => arrays.parameters.subarray(place[name].start, place[name].end);
      workspace.floats(at.w, sizes.lengths.w).set(arrays.w);
      workspace.write(at.threshold, part("threshold"), rowsOf(size.units, stateWidth));
      workspace.write(at.bias, part("b"), rowsOf(n));
      workspace.write(at.table, part("Vt"), rowsOf(n));
      if (size.diagonal) return;
      module.pack(at.w, n, stateWidth, n, n, 1, at.packedW);
      if (back) module.pack(at.w, n, stateWidth, n, 1, n, at.packedWt);
    },
    termsAt: (t) => stateAt(t + 1),
    forward(from, to) {
      const [scan, w] = size.diagonal ? [module.scanDiagonal, at.w] : [module.scan, at.packedW];
      scan(kind, to - from, padded, n, stateWidth, w, at.threshold, stateAt(from));
    },
    backward(from, to, [gradient]) {
      const rows = (to - from) * padded;
      const before = stateAt(from);
      const deltas = deltasFrom(from, gradient);
      const [scanGradient, w] = size.diagonal
        ? [module.scanDiagonalGradient, at.w]
        : [module.scanGradient, at.packedWt];
      scanGradient(kind, to - from, padded, n, stateWidth, w, at.threshold, before, gradient, deltas);
      const delta = atStep(deltas, 1, stateWidth);
      if (size.diagonal) module.diagonalGradient(delta, before, rows, size.units, stateWidth, at.dW);
      else module.outerProducts(rows, stateWidth, stateWidth, delta, before, at.dW);
      if (!hasThreshold) return delta;
      const states = stateAt(from + 1);
      if (size.complex)
        module.pairedThresholdGradient(delta, states, rows, size.units, stateWidth, at.dThreshold);
      else module.thresholdGradient(delta, states, rows, stateWidth, at.dThreshold);
      return delta;
    },
    collect(dW, dParameters) {
      const part = (name: ParameterName) => dParameters.subarray(place[name].start, place[name].end);
      workspace.read(at.dW, dW, rowsOf(n));
      if (size.complex && !size.diagonal) dW.set(complexGradient(dW, size.units));
      const table = part("Vt");
      if (classesIn) {
        const sums = workspace.doubles(at.dTable, d * stateWidth);
        for (let k = 0; k < d; k++) table.set(sums.subarray(k * stateWidth, k * stateWidth + n), k * n);
      } else workspace.read(at.dTable, table, rowsOf(n));
      workspace.read(at.dBias, part("b"), rowsOf(n));
      workspace.read(at.dThreshold, part("threshold"), rowsOf(size.units, stateWidth));
    },
  };
}
