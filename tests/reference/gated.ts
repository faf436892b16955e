import type { CellSize } from "../../src/kernels/cell-size";
import { places } from "../../src/kernels/cell-size";
import type { Network } from "../../src/sequence/network";

const logistic = (z: number) => 1 / (1 + Math.exp(-z));

/** A gated network’s state and the values of its gates after one time step. */
export interface GatedState {
  readonly h: readonly number[];
  readonly c: readonly number[];
  readonly gates: Readonly<Record<string, readonly number[]>>;
}

/** One time step of an LSTM or a GRU in plain numbers, from the definitions of the golden file’s FORMAT.md. */
export function gatedStep(
  { size, w, parameters }: Network,
  h: readonly number[],
  c: readonly number[],
  x: readonly number[],
): GatedState {
  const { units: n, inputs: d } = size;
  const part = (name: "Vt" | "b" | "bm") => {
    const { start, end } = places(size as CellSize)[name];
    return Array.from(parameters.slice(start, end));
  };
  const [Vt, b, bm] = [part("Vt"), part("b"), part("bm")];
  const blocks = b.length / n;
  const ofW = (k: number, i: number) => h.reduce((sum, value, j) => sum + w[(k * n + i) * n + j] * value, 0);
  const ofX = (k: number, i: number) =>
    x.slice(0, d).reduce((sum, value, j) => sum + Vt[j * blocks * n + k * n + i] * value, b[k * n + i]);
  const units = Array.from({ length: n }, (_, i) => i);
  if (size.cell === "lstm") {
    const a = (k: number) => units.map((i) => ofW(k, i) + ofX(k, i));
    const [i, f, g, o] = [a(0).map(logistic), a(1).map(logistic), a(2).map(Math.tanh), a(3).map(logistic)];
    const next = units.map((u) => f[u] * c[u] + i[u] * g[u]);
    return { h: units.map((u) => o[u] * Math.tanh(next[u])), c: next, gates: { i, f, g, o } };
  }
  const r = units.map((u) => logistic(ofW(0, u) + ofX(0, u)));
  const z = units.map((u) => logistic(ofW(1, u) + ofX(1, u)));
  const m = units.map((u) => Math.tanh(ofX(2, u) + r[u] * (ofW(2, u) + bm[u])));
  return { h: units.map((u) => (1 - z[u]) * m[u] + z[u] * h[u]), c: [], gates: { r, z, m } };
}
