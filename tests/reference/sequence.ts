import type { Network } from "../../src/sequence/network";
import { activate, type Rows, type Vector } from "./network";

/** The parameters of a network as rows, read off its flat arrays. */
export interface Parts {
  readonly W: Rows;
  readonly V: Rows;
  readonly b: Vector;
  readonly U: Rows;
  readonly c: Vector;
  readonly threshold: Vector;
}

/** W, V, b with w rows, U with w columns, from the flat Vᵀ, b, Uᵀ, c, threshold in this order. */
export function partsOf({ size, w: flat, parameters }: Network): Parts {
  const { inputs: d, units: n, outputs: o, complex } = size;
  const w = complex ? 2 * n : n;
  let at = 0;
  const take = (count: number) => {
    at += count;
    return Array.from(parameters.slice(at - count, at));
  };
  const rows = (count: number, length: number, entry: (i: number, j: number) => number): Rows =>
    Array.from({ length: count }, (_, i) => Array.from({ length }, (_, j) => entry(i, j)));
  const vt = take(d * w);
  const b = take(w);
  const ut = take(w * o);
  return {
    W: rows(w, w, (i, j) => flat[i * w + j]),
    V: rows(w, d, (i, j) => vt[j * w + i]),
    b,
    U: rows(o, w, (i, j) => ut[j * o + i]),
    c: take(o),
    threshold: take(n),
  };
}

/**
 * States and outputs of one sequence in float64, in plain loops from the definitions; complex units in complex
 * arithmetic. It shares no code with the lab.
 * @param inputs the vectors of x_{t+1}, x_{t+2}, …
 * @param from the state h_t; 0 if absent. A complex one is [Re h; Im h]
 * @returns the states h_t, h_{t+1}, … and the outputs y_{t+1}, …
 */
export function run(network: Network, inputs: Rows, from?: Vector): { states: Rows; outputs: Rows } {
  const { W, V, b, U, c, threshold } = partsOf(network);
  const { units: n, complex } = network.size;
  const name = network.activation.replace("-complex", "");
  const states = [from ?? b.map(() => 0)];
  const outputs: Rows = [];
  for (const x of inputs) {
    const h = states[states.length - 1];
    const z = b.map((sum, i) => sum + V[i].reduce((s, v, j) => s + v * x[j], 0));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (!complex) {
          z[i] += W[i][j] * h[j];
          continue;
        }
        const [re, im] = [W[i][j], W[n + i][j]];
        z[i] += re * h[j] - im * h[n + j];
        z[n + i] += re * h[n + j] + im * h[j];
      }
    }
    const next = z.map((value, i) => {
      if (!complex || name !== "modrelu") return activate(name, value, threshold[i % n]);
      const modulus = Math.hypot(z[i % n], z[n + (i % n)]);
      return (value / modulus) * Math.max(modulus + threshold[i % n], 0);
    });
    states.push(next);
    outputs.push(U.map((row, k) => row.reduce((sum, u, i) => sum + u * next[i], c[k])));
  }
  return { states, outputs };
}

/**
 * ‖∂y_s/∂x_t‖_F for t = 1 … T and ‖∂y_s/∂h_t‖_F for t = 0 … T by central differences, with s from 1.
 * @param inputs the vectors of x_1 … x_T
 */
export function differences(
  network: Network,
  inputs: Rows,
  s: number,
): { onInputs: Vector; onStates: Vector } {
  const step = 1e-6;
  const { states } = run(network, inputs);
  const size = (at: Vector, outputOf: (moved: Vector) => Vector) => {
    const columns = at.map((_, j) => {
      const [plus, minus] = [1, -1].map((sign) =>
        outputOf(at.map((value, i) => (i === j ? value + sign * step : value))),
      );
      return plus.map((value, k) => (value - minus[k]) / (2 * step));
    });
    return Math.sqrt(columns.flat().reduce((sum, value) => sum + value * value, 0));
  };
  return {
    onInputs: inputs.map((x, t) =>
      t >= s ? 0 : size(x, (moved) => run(network, inputs.with(t, moved).slice(0, s)).outputs[s - 1]),
    ),
    onStates: states.map((h, t) => {
      if (t > s) return 0;
      const { U, c } = partsOf(network);
      if (t === s)
        return size(h, (moved) => U.map((row, k) => row.reduce((y, u, i) => y + u * moved[i], c[k])));
      return size(h, (moved) => run(network, inputs.slice(t, s), moved).outputs.at(-1) as Vector);
    }),
  };
}
