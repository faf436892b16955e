import { describe, expect, it } from "vitest";
import { SCAN_ACTIVATIONS } from "../../src/kernels/activations";
import { scan, scanDelta, scanGradient } from "../../src/kernels/reference-scan";
import type { ScanActivation } from "../../src/kernels/rnn-pass";
import { arrays } from "../../src/math/arrays";
import { expmAdjoint, expmArray } from "../../src/math/expm";
import { comparing, flat, isComplex, matrixOf, states, unstacked } from "./golden";

const algebra = arrays("float64");
const TOLERANCE = { relative: 1e-11 };
const GIVEN = ["act", "loss_kind", "n", "T", "batch", "d", "o", "B", "params", "h0", "X", "Y", "weights"];

const kernels: Readonly<Record<string, ScanActivation>> = {
  modrelu_complex: "modrelu-complex",
  modrelu_pairs: "modrelu-complex",
};

/** What the entries have in common; what their arrays hold depends on the kind. */
interface Entry {
  readonly act: string;
  readonly loss_kind: string;
  readonly T: number;
  readonly batch: number;
  readonly d: number;
  readonly o: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly grad: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

describe("back-propagation through time in float64", () => {
  const { entries, near } = comparing("bptt", GIVEN);

  it.each(entries)("$act with $loss_kind: every value of the entry", async (golden) => {
    const entry: Entry = golden;
    const { T, batch, d, o, params, grad } = entry;
    const w = matrixOf(entry.W);
    const complex = isComplex(entry.W);
    const units = w.n;
    const activation = SCAN_ACTIVATIONS[kernels[entry.act] ?? (entry.act as ScanActivation)];
    const size = { steps: T, batch, units };
    const [V, b, U, c] = ["V", "b", "U", "c"].map((name) => flat(params[name]));
    const threshold = Float64Array.from(params.mb ? flat(params.mb) : new Array<number>(units).fill(0));
    const x = flat(entry.X);
    const inputTerm = new Float64Array(T * batch * units);
    for (let r = 0; r < T * batch; r++) {
      for (let i = 0; i < units; i++) {
        inputTerm[r * units + i] = b[i];
        for (let j = 0; j < d; j++) inputTerm[r * units + i] += V[i * d + j] * x[r * d + j];
      }
    }
    const h = new Float64Array((T + 1) * batch * units);
    scan(size, activation, { w: w.values, inputTerm, h0: Float64Array.from(states(entry.h0)), threshold }, h);
    near(golden, "h", unstacked(h, units, complex), TOLERANCE);

    const outputs = new Float64Array(T * batch * o);
    for (let r = 0; r < T * batch; r++) {
      for (let q = 0; q < o; q++) {
        outputs[r * o + q] = c[q];
        for (let i = 0; i < units; i++) outputs[r * o + q] += U[q * units + i] * h[(r + batch) * units + i];
      }
    }
    near(golden, "outputs", outputs, TOLERANCE);

    const weights = entry.weights as number[];
    const whole = head(entry, outputs, weights);
    near(golden, "loss", whole.loss, TOLERANCE);
    const back = (dOutputs: Float64Array) => {
      const direct = new Float64Array(T * batch * units);
      for (let r = 0; r < T * batch; r++) {
        for (let i = 0; i < units; i++) {
          for (let q = 0; q < o; q++) direct[r * units + i] += U[q * units + i] * dOutputs[r * o + q];
        }
      }
      const gradient = new Float64Array(h.length);
      scanGradient(size, activation, { w: w.values, h, direct, threshold }, gradient);
      return gradient;
    };
    const dH = back(whole.dOutputs);
    near(golden, "grad_h", unstacked(dH, units, complex), TOLERANCE);
    const norms = (g: Float64Array) =>
      Array.from({ length: T + 1 }, (_, t) =>
        Math.hypot(...g.subarray(t * batch * units, (t + 1) * batch * units)),
      );
    near(golden, "norm_dL_dh", norms(dH), TOLERANCE);

    const delta = new Float64Array(T * batch * units);
    scanDelta(size, activation, { h, gradient: dH, threshold }, delta);
    const sumOver = (
      rows: number,
      columns: number,
      left: (r: number, i: number) => number,
      right: (r: number, j: number) => number,
    ) => {
      const out = new Float64Array(rows * columns);
      for (let r = 0; r < T * batch; r++) {
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < columns; j++) out[i * columns + j] += left(r, i) * right(r, j);
      }
      return out;
    };
    const at = (values: ArrayLike<number>, length: number) => (r: number, i: number) =>
      values[r * length + i];
    const dW = { n: units, values: sumOver(units, units, at(delta, units), at(h, units)) };
    const one = () => 1;
    near(golden, "grad.V", sumOver(units, d, at(delta, units), at(x, d)), TOLERANCE);
    near(golden, "grad.b", sumOver(units, 1, at(delta, units), one), TOLERANCE);
    near(
      golden,
      "grad.U",
      sumOver(o, units, at(whole.dOutputs, o), at(h.subarray(batch * units), units)),
      TOLERANCE,
    );
    near(golden, "grad.c", sumOver(o, 1, at(whole.dOutputs, o), one), TOLERANCE);
    const after = h.subarray(batch * units);
    if (grad.mb) {
      const thresholds = flat(grad.mb).length;
      near(golden, "grad.mb", thresholdGradient(delta, after, units, thresholds), TOLERANCE);
    }

    // ∂L/∂Re + i ∂L/∂Im of the complex W from the gradient of all four blocks of its real form.
    const g = complex ? complexGradient(dW) : dW;
    near(golden, "grad.W", g, TOLERANCE);
    const bMatrix = matrixOf(entry.B);
    near(golden, "W", expmArray(bMatrix), { relative: 1e-13 });
    const m = await expmAdjoint(algebra, bMatrix, g);
    near(golden, "M_B", m, TOLERANCE);
    near(golden, "gradB", algebra.sub(m, algebra.adjoint(m)), TOLERANCE);

    const last = head(
      entry,
      outputs,
      weights.map((_, t) => (t === T - 1 ? 1 : 0)),
    );
    near(golden, "loss_last", last.loss, TOLERANCE);
    near(golden, "norm_dLlast_dh", norms(back(last.dOutputs)), TOLERANCE);
  });

  it("is asked of both losses", () => {
    expect(new Set(entries.map(({ loss_kind }) => loss_kind))).toEqual(new Set(["ce", "mse_last"]));
  });
});

function complexGradient({ n: size, values }: { n: number; values: Float64Array }) {
  const n = size / 2;
  const out = new Float64Array(values.length);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const g = (row: number, column: number) => values[(row * n + i) * size + column * n + j];
      const [re, im] = [g(0, 0) + g(1, 1), g(1, 0) - g(0, 1)];
      out[i * size + j] = re;
      out[(n + i) * size + n + j] = re;
      out[(n + i) * size + j] = im;
      out[i * size + n + j] = -im;
    }
  }
  return { n: size, values: out };
}

/** ∂L/∂m: δ along h; of pairs (k, k + n/2) where there are half as many thresholds as units. */
function thresholdGradient(
  delta: Float64Array,
  h: Float64Array,
  units: number,
  thresholds: number,
): Float64Array {
  const out = new Float64Array(thresholds);
  for (let r = 0; r < delta.length; r += units) {
    for (let k = 0; k < thresholds; k++) {
      const partner = thresholds < units ? r + k + thresholds : -1;
      const modulus = partner < 0 ? Math.abs(h[r + k]) : Math.hypot(h[r + k], h[partner]);
      if (modulus === 0) continue;
      out[k] += (delta[r + k] * h[r + k]) / modulus;
      if (partner >= 0) out[k] += (delta[partner] * h[partner]) / modulus;
    }
  }
  return out;
}

/** Loss and ∂L/∂y by the definitions of FORMAT.md. */
function head({ loss_kind, T, batch, o, Y }: Entry, outputs: Float64Array, weights: readonly number[]) {
  const scale = 1 / (batch * weights.reduce((sum, weight) => sum + weight, 0));
  const dOutputs = new Float64Array(outputs.length);
  let loss = 0;
  for (let t = 0; t < T; t++) {
    for (let k = 0; k < batch; k++) {
      const y = outputs.subarray((t * batch + k) * o, (t * batch + k + 1) * o);
      const target = (Y as (number | number[])[][])[t][k];
      const dy = dOutputs.subarray((t * batch + k) * o);
      if (loss_kind === "ce") {
        const total = y.reduce((sum, value) => sum + Math.exp(value), 0);
        loss += weights[t] * scale * (Math.log(total) - y[target as number]);
        for (let q = 0; q < o; q++)
          dy[q] = weights[t] * scale * (Math.exp(y[q]) / total - (q === target ? 1 : 0));
      } else {
        const wanted = target as unknown as number[];
        for (let q = 0; q < o; q++) {
          loss += weights[t] * scale * (y[q] - wanted[q]) ** 2;
          dy[q] = 2 * weights[t] * scale * (y[q] - wanted[q]);
        }
      }
    }
  }
  return { loss, dOutputs };
}
