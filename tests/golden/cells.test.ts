import { describe, expect, it } from "vitest";
import { blockRows, kindOf, places, stateWidth } from "../../src/kernels/cell-size";
import type { CellId } from "../../src/kernels/cells";
import type { PassArrays } from "../../src/kernels/pass";
import { referencePass } from "../../src/kernels/reference-pass";
import { recurrenceOf } from "../../src/kernels/reference-recurrence";
import type { PassAttributes } from "../../src/kernels/rnn-pass";
import { spectrum } from "../../src/math/spectrum";
import { stepJacobians } from "../../src/sequence/step-jacobian";
import { comparing, type EntryOf, flat, paired } from "./golden";

const TOLERANCE = { relative: 1e-11 };
const GIVEN = ["cell", "loss_kind", "n", "T", "batch", "d", "o", "params", "h0", "c0", "X", "Y", "weights"];

type Entry = EntryOf<"cells">;

/** The pass of an entry in float64. */
function passOf(entry: Entry, stepWeights: readonly number[]) {
  const { T: steps, batch, d, o, n, loss_kind } = entry;
  const cell = entry.cell as CellId;
  const size = { inputs: d, units: n, outputs: o, complex: false, cell };
  const params: Readonly<Record<string, unknown>> = entry.params;
  const [V, b, U, c] = ["V", "b", "U", "c"].map((name) => flat(params[name]));
  const [rows, s] = [blockRows(size), stateWidth(size)];
  const total = batch * stepWeights.reduce((sum, weight) => sum + weight, 0);
  const h0 = flat(entry.h0);
  const c0 = "c0" in entry && entry.c0 ? flat(entry.c0) : [];
  const start = Array.from({ length: batch }, (_, k) => [
    ...h0.slice(k * n, (k + 1) * n),
    ...c0.slice(k * n, (k + 1) * n),
  ]).flat();
  // A pass is typed in float32, and computes in the numbers that it is given.
  const doubles = (values: readonly number[]) => Float64Array.from(values) as unknown as Float32Array;
  const inner = params.bm ? flat(params.bm) : [];
  const inputs: PassArrays = {
    w: doubles(flat(params.W)),
    h0: doubles(start),
    parameters: doubles([...transposed(V, rows), ...b, ...transposed(U, o), ...c, ...inner]),
    inputs: doubles(flat(entry.X)),
    targets: loss_kind === "ce" ? Int32Array.from(flat(entry.Y)) : doubles(flat(entry.Y)),
    weights: doubles(
      Array.from({ length: steps * batch }, (_, r) => stepWeights[Math.floor(r / batch)] / total),
    ),
    accuracyWeights: doubles(new Array<number>(steps * batch).fill(0)),
  };
  const attributes: PassAttributes = { activation: "tanh", size, steps, batch, first: 0, want: "trace" };
  const results = [
    2,
    rows * n,
    inputs.parameters.length,
    (steps + 1) * batch * s,
    (steps + 1) * batch * s,
  ].map((length) => new Float64Array(length));
  referencePass(Float64Array)(attributes, inputs, results);
  const [metrics, dW, dParameters, states, gradient] = results;
  return { size, attributes, inputs, loss: metrics[0], dW, dParameters, states, gradient };
}

/** Of `height` rows, the columns one after another. */
function transposed(values: ArrayLike<number>, height: number): number[] {
  const width = values.length / height;
  return Array.from(values, (_, i) => values[(i % height) * width + Math.floor(i / height)]);
}

/** Part p of the states [rows, parts·n], [rows, n]. */
const part = (states: Float64Array, p: number, n: number, s: number) =>
  states.filter((_, i) => Math.floor((i % s) / n) === p);

/** The norm of each time step’s numbers. */
const norms = (values: Float64Array, steps: number) =>
  Array.from({ length: steps + 1 }, (_, t) => {
    const each = values.length / (steps + 1);
    return Math.hypot(...values.subarray(t * each, (t + 1) * each));
  });

describe("gated cells in float64", () => {
  const { entries, near } = comparing("cells", GIVEN);

  it.each(entries)("$cell, n = $n, with $loss_kind: every value of the entry", (entry) => {
    const { T, n, d, o, batch } = entry;
    const whole = passOf(entry, entry.weights);
    const { size, states, gradient } = whole;
    const [s, { state }] = [stateWidth(size), kindOf(size)];
    near(entry, "loss", whole.loss, TOLERANCE);
    near(entry, "h", part(states, 0, n, s), TOLERANCE);
    near(entry, "grad_h", part(gradient, 0, n, s), TOLERANCE);
    near(entry, "norm_dL_dh", norms(part(gradient, 0, n, s), T), TOLERANCE);
    near(entry, "grad.W", whole.dW, TOLERANCE);
    const of = (name: "Vt" | "b" | "Ut" | "c" | "bm") => {
      const { start, end } = places(size)[name];
      return whole.dParameters.slice(start, end);
    };
    near(entry, "grad.V", transposed(of("Vt"), d), TOLERANCE);
    near(entry, "grad.b", of("b"), TOLERANCE);
    near(entry, "grad.U", transposed(of("Ut"), n), TOLERANCE);
    near(entry, "grad.c", of("c"), TOLERANCE);
    if ("bm" in entry.params) near(entry, "grad.bm", of("bm"), TOLERANCE);
    const last = passOf(
      entry,
      entry.weights.map((_, t) => (t === T - 1 ? 1 : 0)),
    );
    near(entry, "loss_last", last.loss, TOLERANCE);
    near(entry, "norm_dLlast_dh", norms(part(last.gradient, 0, n, s), T), TOLERANCE);
    if (state.includes("c")) {
      near(entry, "cell_state", part(states, 1, n, s), TOLERANCE);
      near(entry, "grad_c", part(gradient, 1, n, s), TOLERANCE);
      near(entry, "norm_dL_dstate", norms(gradient, T), TOLERANCE);
      near(entry, "norm_dLlast_dstate", norms(last.gradient, T), TOLERANCE);
    }

    const U = flat(entry.params.U);
    const c = flat(entry.params.c);
    const h = part(states, 0, n, s);
    const outputs = Array.from({ length: T * batch * o }, (_, at) => {
      const [r, q] = [Math.floor(at / o), at % o];
      return U.slice(q * n, (q + 1) * n).reduce((sum, u, j) => sum + u * h[(r + batch) * n + j], c[q]);
    });
    near(entry, "outputs", outputs, TOLERANCE);

    // The gates are what a cell keeps first, and what they are called is the names of its blocks.
    const recurrence = recurrenceOf(whole.attributes, whole.inputs, Float64Array);
    const V = flat(entry.params.V);
    const [b, X] = [flat(entry.params.b), flat(entry.X)];
    const rows = blockRows(size);
    const inputTerm = Float64Array.from({ length: T * batch * rows }, (_, at) => {
      const [r, i] = [Math.floor(at / rows), at % rows];
      return V.slice(i * d, (i + 1) * d).reduce((sum, v, j) => sum + v * X[r * d + j], b[i]);
    });
    const { kept } = recurrence.forward(T, inputTerm, states.subarray(0, batch * s));
    const gates: Readonly<Record<string, unknown>> = entry.gates;
    const each = kept.length / (T * batch * n);
    for (const [k, name] of kindOf(size).blocks.entries()) {
      expect(gates[name], `gate ${name}`).toBeDefined();
      near(
        entry,
        `gates.${name}`,
        Array.from(kept).filter((_, i) => Math.floor(i / n) % each === k),
        TOLERANCE,
      );
    }

    const network = {
      size,
      activation: "tanh" as const,
      w: whole.inputs.w,
      parameters: whole.inputs.parameters,
    };
    const before = states.slice((T - 1) * batch * s, (T - 1) * batch * s + s);
    const x = X.slice((T - 1) * batch * d).slice(0, d);
    const jacobian = stepJacobians(network)({ state: before, x });
    near(entry, "jacobian_last", jacobian, TOLERANCE);
    const found = paired(spectrum({ n: s, values: jacobian }), entry.jacobian_eig);
    near(entry, "jacobian_eig", found, { relative: 1e-9 });
  });

  it("is asked of both cells and both losses", () => {
    expect(new Set(entries.map(({ cell, loss_kind }) => `${cell} ${loss_kind}`))).toEqual(
      new Set(["lstm ce", "lstm mse_last", "gru ce", "gru mse_last"]),
    );
  });
});
