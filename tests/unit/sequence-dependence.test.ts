import { describe, expect, it } from "vitest";
import { parameterCount, places } from "../../src/kernels/cell-size";
import { allDependences, dependence, eachDependence, lossGradients } from "../../src/sequence/dependence";
import { forward, type Network } from "../../src/sequence/network";
import { relativeError } from "../reference/network";
import { differences, partsOf, run } from "../reference/sequence";
import { inputsOf, KINDS, networkOf, rowsOf, vectorsOf } from "./sequence-example";

const T = 6;

describe.each([
  { o: 2, d: 3, what: "few outputs and inputs" },
  { o: 11, d: 3, what: "more outputs than real numbers in a state" },
  { o: 2, d: 12, what: "more inputs than real numbers in a state" },
  { o: 12, d: 11, what: "more of both" },
])("the dependence of an output, $what", ({ o, d }) => {
  it.each(KINDS)("equals central differences: $activation, complex $complex", (kind) => {
    const network = networkOf({ ...kind, o, d });
    const inputs = inputsOf(network, T, o === 2);
    const { states } = forward(network, inputs);
    for (const s of [1, 4, T]) {
      const found = dependence(network, { states }, s);
      const wanted = differences(network, vectorsOf(network, inputs), s);
      for (const [of, norms] of Object.entries(found)) {
        // Each norm by itself: small ones count as much as large ones.
        for (const [t, value] of norms.entries()) {
          const exact = wanted[of as keyof typeof wanted][t];
          expect(Math.abs(value - exact), `${of} ${t}`).toBeLessThanOrEqual(1e-5 * exact + 1e-9);
        }
      }
    }
  });
});

describe("the dependence of an output", () => {
  const network = networkOf({ activation: "tanh", complex: false });
  const inputs = inputsOf(network, T, false);
  const { states } = forward(network, inputs);

  it("is 0 on what comes after it", () => {
    const { onInputs, onStates } = dependence(network, { states }, 2);
    expect(Array.from(onInputs.subarray(2))).toEqual([0, 0, 0, 0]);
    expect(Array.from(onStates.subarray(3))).toEqual([0, 0, 0, 0]);
  });

  it("exists for outputs 1 to T alone", () => {
    for (const s of [0, T + 1, 1.5, Number.NaN]) {
      expect(() => dependence(network, { states }, s)).toThrow(
        `There is no output ${s}: the sequence has outputs 1`,
      );
    }
  });
});

describe("the dependences of all outputs", () => {
  it.each(KINDS)(
    "are those of each alone and of central differences: $activation, complex $complex",
    (kind) => {
      const network = networkOf({ ...kind, o: 9 });
      const inputs = inputsOf(network, T, false);
      const { states } = forward(network, inputs);
      const all = allDependences(network, { states });
      for (let s = 1; s <= T; s++) {
        const row = all.subarray((s - 1) * T, s * T);
        expect(Array.from(row)).toEqual(Array.from(dependence(network, { states }, s).onInputs));
        const { onInputs } = differences(network, vectorsOf(network, inputs), s);
        expect(relativeError(row, onInputs)).toBeLessThan(1e-6);
      }
    },
  );

  it("come one by one, so that a caller may stop", () => {
    const network = networkOf({ activation: "relu", complex: false });
    const { states } = forward(network, inputsOf(network, T, false));
    const rows = eachDependence(network, { states });
    expect(rows.next().value).toEqual(dependence(network, { states }, 1));
    expect(rows.next().value).toEqual(dependence(network, { states }, 2));
    rows.return();
    expect(rows.next().done).toBe(true);
  });
});

/** One unit without activation: h_t = w h_{t−1} + v x_t, y_t = u h_t. */
function unit(w: number, v: number, u: number): Network {
  const size = { inputs: 1, units: 1, outputs: 1, complex: false };
  const parameters = new Float32Array(parameterCount(size));
  parameters[places(size).Vt.start] = v;
  parameters[places(size).Ut.start] = u;
  return { size, activation: "identity", w: Float32Array.of(w), parameters };
}

describe("norms that a float64 can scarcely hold", () => {
  const steps = 2000;
  const still = new Float64Array(steps + 1);

  it("shrink log-linearly until they are 0", () => {
    const { onInputs, onStates } = dependence(unit(0.5, 1, 1), { states: still }, steps);
    for (const [k, value] of Array.from(onInputs).reverse().entries()) expect(value).toBe(0.5 ** k);
    expect(onStates[steps - 1074]).toBe(5e-324);
    expect(onStates[steps - 1075]).toBe(0);
  });

  it("shrink log-linearly in a contracting network, to 0 and never NaN", () => {
    const network = networkOf({ activation: "tanh", complex: false, n: 6, largest: 0.3 });
    const { states } = forward(network, new Int32Array(steps).fill(1));
    const found = dependence(network, { states }, steps);
    for (const norms of [found.onInputs, found.onStates]) {
      expect(norms.every((value) => value >= 0)).toBe(true);
      expect(norms[0]).toBe(0);
    }
    const logs = Array.from(found.onInputs, Math.log).filter((log) => log > Math.log(1e-307));
    expect(logs.length).toBeGreaterThan(100);
    // The state is constant soon, so over long stretches each step divides by the same spectral radius.
    const slope = (from: number, to: number) => (logs[to] - logs[from]) / (to - from);
    const half = Math.floor(logs.length / 2);
    expect(slope(0, half) / slope(half, logs.length - 20)).toBeCloseTo(1, 1);
  });

  it("grow to Infinity, and return to what they are", () => {
    const growing = dependence(unit(2, 1, 1), { states: still }, steps);
    expect(growing.onInputs[steps - 1 - 1000]).toBe(2 ** 1000);
    expect(growing.onInputs[0]).toBe(Number.POSITIVE_INFINITY);
    // 10⁻³⁰·10⁻³⁰ and 2⁹⁰⁰ cancel in part: no square of either appears.
    const mixed = dependence(unit(2, 1e-30, 1e-30), { states: still }, steps);
    const [v] = Float32Array.of(1e-30);
    expect(mixed.onInputs[steps - 901] / (2 ** 900 * v * v)).toBeCloseTo(1, 14);
    expect(mixed.onInputs[steps - 1 - 1100] / (2 ** 1000 * v * v * 2 ** 100)).toBeCloseTo(1, 14);
  });

  it("are right if only what they are made of is too small", () => {
    // ∂y_s/∂h_{s−12} = 2⁻¹²⁰⁰, which is no float64; times V it is one.
    const { onInputs, onStates } = dependence(unit(2 ** -100, 2 ** 127, 1), { states: still }, steps);
    expect(onStates[steps - 12]).toBe(0);
    expect(onInputs[steps - 13]).toBe(2 ** -1073);
    expect(onInputs[steps - 14]).toBe(0);
  });

  it("are right if U and a slope are tiny", () => {
    // U = 2⁻¹⁴⁰ and σ′ = h(1 − h) = 2⁻⁹¹⁰ give 2⁻¹⁰⁵⁰ in one step; then σ′ = ¼ and V = 2⁷⁰.
    const network: Network = { ...unit(1, 2 ** 70, 2 ** -140), activation: "sigmoid" };
    const { onInputs, onStates } = dependence(network, { states: Float64Array.of(0, 0.5, 2 ** -910) }, 2);
    expect(onStates[1]).toBe(2 ** -1050);
    expect(onInputs[0]).toBe(2 ** -982);
  });

  it("are 0 behind a dead unit, and NaN only if a weight or state is", () => {
    const network: Network = { ...unit(1, 1, 1), activation: "relu" };
    const { onInputs, onStates } = dependence(network, { states: Float64Array.of(0, 1, 0, 1) }, 3);
    expect(Array.from(onInputs)).toEqual([0, 0, 1]);
    expect(Array.from(onStates)).toEqual([0, 0, 1, 1]);
    expect(dependence(unit(Number.NaN, 1, 1), { states: Float64Array.of(0, 1, 1) }, 2).onInputs[0]).toBeNaN();
  });
});

describe("the gradient of the last answer's loss through time", () => {
  const STEP = 1e-6;

  it.each(
    KINDS.flatMap((kind) => [
      { ...kind, target: 1, head: "cross-entropy" },
      { ...kind, target: [0.3, -0.7], head: "squared error" },
    ]),
  )("equals central differences: $activation, complex $complex, $head", ({ target, head: _, ...kind }) => {
    const network = networkOf(kind);
    const inputs = inputsOf(network, T, false);
    const pass = forward(network, inputs);
    const vectors = vectorsOf(network, inputs);
    const loss = (y: readonly number[]) =>
      typeof target === "number"
        ? Math.log(y.reduce((sum, value) => sum + Math.exp(value), 0)) - y[target]
        : y.reduce((sum, value, k) => sum + (value - target[k]) ** 2, 0);
    const { U, c } = partsOf(network);
    const lossFrom = (h: readonly number[], t: number) =>
      loss(
        t === T
          ? U.map((row, k) => row.reduce((y, u, i) => y + u * h[i], c[k]))
          : (run(network, vectors.slice(t), [...h]).outputs.at(-1) ?? []),
      );
    const found = lossGradients(network, pass, target);
    expect(found).toHaveLength(T + 1);
    for (const [t, h] of rowsOf(network, pass.states).entries()) {
      const gradient = h.map((value, i) => {
        const [plus, minus] = [STEP, -STEP].map((by) => lossFrom(h.with(i, value + by), t));
        return (plus - minus) / (2 * STEP);
      });
      const exact = Math.hypot(...gradient);
      expect(Math.abs(found[t] - exact), `t = ${t}`).toBeLessThanOrEqual(1e-5 * exact + 1e-8);
    }
  });
});
