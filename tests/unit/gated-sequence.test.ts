import { describe, expect, it } from "vitest";
import { parameterCount, stateWidth } from "../../src/kernels/cell-size";
import type { CellId } from "../../src/kernels/cells";
import { measureProduct } from "../../src/math/jacobian";
import { random } from "../../src/math/random";
import { singularValues } from "../../src/math/scaled";
import { spectrum } from "../../src/math/spectrum";
import { allDependences, dependence, lossGradients } from "../../src/sequence/dependence";
import { carriedOver, gatesOf, hiddenStates } from "../../src/sequence/gates";
import { forward, type Network } from "../../src/sequence/network";
import { stepJacobians, timeStep } from "../../src/sequence/step-jacobian";
import { type GatedState, gatedStep } from "../reference/gated";

const [n, d, o, T] = [3, 2, 4, 5];
const CELLS = ["lstm", "gru"] as const;

function networkOf(cell: CellId, largest = 0.9): Network {
  const size = { inputs: d, units: n, outputs: o, complex: false, cell };
  const stream = random(1, `gated ${cell}`);
  const draw = (length: number) => Float32Array.from({ length }, () => stream.uniform(-largest, largest));
  return {
    size,
    activation: "tanh",
    w: draw((cell === "lstm" ? 4 : 3) * n * n),
    parameters: draw(parameterCount(size)),
  };
}
const stream = random(2, "inputs");
const inputs = Float32Array.from({ length: T * d }, () => stream.uniform(-1, 1));

/** The states and gates of the definitions, from a changed state at t = `from` on. */
function reference(
  network: Network,
  from = 0,
  start?: { h: number[]; c: number[] },
  given = Array.from(inputs),
) {
  const states: GatedState[] = [
    { h: start?.h ?? Array(n).fill(0), c: start?.c ?? Array(n).fill(0), gates: {} },
  ];
  for (let t = from; t < T; t++) {
    const { h, c } = states[states.length - 1];
    states.push(gatedStep(network, h, c, given.slice(t * d, (t + 1) * d)));
  }
  return states;
}
const near = (found: ArrayLike<number>, wanted: readonly number[], within: number) => {
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries())
    expect(Math.abs(found[i] - value), `entry ${i}`).toBeLessThan(within);
};
const outputOf = ({ parameters, size }: Network, h: readonly number[]) => {
  const at = size.inputs * (size.cell === "lstm" ? 4 : 3) * n + (size.cell === "lstm" ? 4 : 3) * n;
  return Array.from({ length: o }, (_, q) =>
    h.reduce((sum, value, i) => sum + parameters[at + i * o + q] * value, parameters[at + n * o + q]),
  );
};
/** State t with one of its numbers moved. */
const moved = ({ h, c }: GatedState, i: number, by: number) => {
  const all = [...h, ...c];
  all[i] += by;
  return { h: all.slice(0, n), c: all.slice(n) };
};

describe.each(CELLS)("a sequence through an %s", (cell) => {
  const network = networkOf(cell);
  const pass = forward(network, inputs);
  const s = stateWidth(network.size);
  const wanted = reference(network);
  const ofState = (x: GatedState) => (cell === "lstm" ? [...x.h, ...x.c] : [...x.h]);
  const STEP = 1e-5;

  it("has the states, gates and outputs of the definitions", () => {
    near(pass.states, wanted.flatMap(ofState), 1e-12);
    near(
      hiddenStates(network, pass),
      wanted.flatMap(({ h }) => [...h]),
      1e-12,
    );
    near(
      pass.outputs,
      wanted.slice(1).flatMap(({ h }) => outputOf(network, h)),
      1e-12,
    );
    const gates = gatesOf(network, pass);
    for (const name of Object.keys(wanted[1].gates))
      near(
        gates[name],
        wanted.slice(1).flatMap((x) => [...x.gates[name]]),
        1e-12,
      );
    if (cell === "lstm")
      near(
        gates.c,
        wanted.slice(1).flatMap(({ c }) => [...c]),
        1e-12,
      );
  });

  it("has one-step Jacobians that differences confirm", () => {
    const jacobian = stepJacobians(network);
    for (const t of [1, 3, T]) {
      const found = jacobian(timeStep(network, pass.states, inputs, t));
      for (let j = 0; j < s; j++) {
        const [up, down] = [STEP, -STEP].map((by) => {
          const { h, c } = moved(wanted[t - 1], j, by);
          return ofState(gatedStep(network, h, c, Array.from(inputs.slice((t - 1) * d, t * d))));
        });
        for (let i = 0; i < s; i++) expect(found[i * s + j]).toBeCloseTo((up[i] - down[i]) / (2 * STEP), 8);
      }
    }
  });

  it("has dependences that differences confirm, on inputs and on states", () => {
    for (const answer of [2, T]) {
      const { onInputs, onStates } = dependence(network, pass, answer);
      for (let t = 0; t <= T; t++) {
        const columns = Array.from({ length: s }, (_, j) => {
          if (t > answer) return Array<number>(o).fill(0);
          const [up, down] = [STEP, -STEP].map((by) => {
            const states = reference(network, t, moved(wanted[t], j, by));
            return outputOf(network, states[answer - t].h);
          });
          return up.map((value, q) => (value - down[q]) / (2 * STEP));
        });
        expect(onStates[t], `state ${t}`).toBeCloseTo(Math.hypot(...columns.flat()), 7);
      }
      for (let t = 1; t <= T; t++) {
        const columns = Array.from({ length: d }, (_, j) => {
          const [up, down] = [STEP, -STEP].map((by) => {
            const changed = Array.from(inputs);
            changed[(t - 1) * d + j] += by;
            return outputOf(network, reference(network, 0, undefined, changed)[answer].h);
          });
          return up.map((value, q) => (value - down[q]) / (2 * STEP));
        });
        expect(onInputs[t - 1], `input ${t}`).toBeCloseTo(Math.hypot(...columns.flat()), 7);
      }
    }
    const all = allDependences(network, pass);
    for (let answer = 1; answer <= T; answer++)
      near(
        all.subarray((answer - 1) * T, answer * T),
        Array.from(dependence(network, pass, answer).onInputs),
        1e-12,
      );
  });

  it("has the gradient of the last answer’s loss that differences confirm", () => {
    const target = [0.3, -0.2, 0.1, 0.5];
    const lossOf = (states: readonly GatedState[]) =>
      outputOf(network, states[states.length - 1].h).reduce((sum, y, q) => sum + (y - target[q]) ** 2, 0);
    const found = lossGradients(network, pass, target);
    for (let t = 0; t <= T; t++) {
      const slopes = Array.from({ length: s }, (_, j) => {
        const [up, down] = [STEP, -STEP].map((by) => lossOf(reference(network, t, moved(wanted[t], j, by))));
        return (up - down) / (2 * STEP);
      });
      expect(found[t], `t = ${t}`).toBeCloseTo(Math.hypot(...slopes), 7);
    }
  });

  it("has ∂state_T/∂state_t with the singular values of the product of its steps", () => {
    const jacobian = stepJacobians(network);
    const factor = (t: number) => jacobian(timeStep(network, pass.states, inputs, t));
    const { times, whole, matrix } = measureProduct(T, factor);
    expect(Array.from(times)).toEqual([0, 1, 2, 3, 4, 5]);
    let product = Float64Array.from({ length: s * s }, (_, i) => Number(i % (s + 1) === 0));
    for (let t = T; t >= 0; t--) {
      const values = singularValues(s, product.slice());
      expect(10 ** whole.largest[t]).toBeCloseTo(values[0], 9);
      expect(10 ** whole.smallest[t] / values[s - 1]).toBeCloseTo(1, 6);
      if (t === 0) break;
      const next = factor(t);
      product = Float64Array.from({ length: s * s }, (_, at) => {
        const [i, j] = [Math.floor(at / s), at % s];
        return Array.from({ length: s }, (_, k) => product[i * s + k] * next[k * s + j]).reduce(
          (a, b) => a + b,
        );
      });
    }
    expect(matrix.largest.every(Number.isNaN)).toBe(true);
  });
});

describe("the gates", () => {
  it("are an LSTM’s eigenvalues if it has no other weights: each forget gate, and 0", () => {
    const network = networkOf("lstm");
    const alone = { ...network, w: new Float32Array(network.w.length) };
    const pass = forward(alone, inputs);
    const values = stepJacobians(alone)(timeStep(alone, pass.states, inputs, T));
    const { re, im } = spectrum({ n: 2 * n, values });
    const f = Array.from(gatesOf(alone, pass).f.slice(-n));
    expect(Math.max(...im.map(Math.abs))).toBeLessThan(1e-9);
    near(
      Array.from(re).sort((one, other) => one - other),
      [0, 0, 0, ...f.sort((one, other) => one - other)],
      1e-9,
    );
  });

  it("carry over the geometric mean of their products", () => {
    const lstm = { ...networkOf("lstm").size };
    const f = Float64Array.of(0.5, 0.5, 0.5, 0.9, 0.3, 1, 0.2, 0.4, 0.8);
    const mean = (...values: number[]) => Math.cbrt(values.reduce((a, b) => a * b));
    const [last, before] = [mean(0.2, 0.4, 0.8), mean(0.9, 0.3, 1)];
    near(carriedOver({ size: lstm }, { f }) ?? [], [0.5 * before * last, before * last, last, 1], 1e-12);
    expect(carriedOver({ size: { ...lstm, cell: "simple" } }, {})).toBeNull();
  });
});
