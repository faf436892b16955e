import type { Plan } from "../plan";
import { TEN_SEEDS } from "./seeds";

/** For W. */
const matrixByAdam = { lr: 1e-3, precondition: "adam" } as const;

export const copying: Plan = {
  id: "copying",
  name: "Copying memory",
  asks: "Which networks recall ten symbols out of eight after 100 and 200 blanks?",
  settings: { task: "copying", recall: 10, alphabet: 8, units: 64, batch: 32, steps: 1000, ...matrixByAdam },
  networks: [
    { name: "RNN", settings: { rule: "none", init: "uniform" } },
    { name: "Exact exp", settings: { rule: "exp", init: "rotations" } },
    // About as many trained numbers as the RNN’s.
    { name: "LSTM, n 31", settings: { cell: "lstm", rule: "none", init: "uniform", units: 31 } },
    { name: "GRU, n 36", settings: { cell: "gru", rule: "none", init: "uniform", units: 36 } },
    {
      name: "LRU, n 130",
      settings: { rule: "diagonal", numbers: "complex", activation: "identity", units: 130 },
    },
  ],
  grid: { length: [100, 200], seed: TEN_SEEDS },
  match: "units",
};
