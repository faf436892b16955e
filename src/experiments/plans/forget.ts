import type { Plan } from "../plan";
import { TEN_SEEDS } from "./seeds";

const byAdam = { precondition: "adam", optimiser: "adam", rate: 3e-3, lr: 1e-3 } as const;

const UNITARY = { rule: "exp", init: "rotations", activation: "modrelu" } as const;
const LRU = { rule: "diagonal", numbers: "complex", activation: "identity" } as const;

export const forget: Plan = {
  id: "forget",
  name: "Copying with reset",
  asks: "Which networks recall the last of several words, and forget those before it?",
  settings: { task: "forget", recall: 3, alphabet: 4, units: 32, batch: 32, steps: 6000, ...byAdam },
  networks: [
    { name: "RNN", settings: { rule: "none", init: "uniform", activation: "tanh" } },
    { name: "LSTM", settings: { cell: "lstm", rule: "none", init: "haar" } },
    { name: "GRU", settings: { cell: "gru", rule: "none", init: "haar" } },
    { name: "Exact exp", settings: UNITARY },
    // About as many trained numbers as the LSTM’s.
    { name: "Exact exp, n 97", settings: { ...UNITARY, units: 97 } },
    { name: "LRU", settings: LRU },
    { name: "LRU, n 198", settings: { ...LRU, units: 198 } },
  ],
  grid: { length: [30], seed: TEN_SEEDS },
  match: "units",
};
