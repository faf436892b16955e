import type { CellKind } from "./cell-kind";

/** h = σ(W h + V x + b), the plain recurrent cell (Elman 1990). */
export const simple: CellKind = {
  label: "Simple",
  network: null,
  formula: tex`h_t=\sigma(Wh_{t-1}+Vx_t+b)`,
  blocks: ["h"],
  state: ["h"],
  innerBias: null,
  memoryGate: null,
  gated: null,
};
