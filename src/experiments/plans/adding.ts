import type { Plan } from "../plan";
import { TEN_SEEDS } from "./seeds";

const byAdam = { activation: "relu", optimiser: "adam", rate: 5e-3 } as const;
/** For W: which rule is ahead depends on this rate, see docs/experiments.md. */
const matrixByAdam = { lr: 3e-3, precondition: "adam" } as const;

export const adding: Plan = {
  id: "adding",
  name: "Adding",
  asks: "Which networks add two marked numbers out of a hundred?",
  settings: { task: "adding", units: 64, batch: 32, steps: 1500, ...byAdam },
  networks: [
    { name: "RNN", settings: { rule: "none", init: "uniform", ...matrixByAdam } },
    { name: "Frozen", settings: { rule: "frozen", init: "cayley" } },
    { name: "Naive", settings: { rule: "euclidean", init: "cayley", ...matrixByAdam } },
    { name: "Exact exp", settings: { rule: "exp", init: "cayley", ...matrixByAdam } },
    // About as many trained numbers as the RNN’s, but for the last, whose n is the page’s largest.
    {
      name: "LSTM, n 31",
      settings: { cell: "lstm", rule: "none", init: "uniform", units: 31, ...matrixByAdam },
    },
    {
      name: "GRU, n 36",
      settings: { cell: "gru", rule: "none", init: "uniform", units: 36, ...matrixByAdam },
    },
    {
      name: "LRU, n 256",
      settings: {
        rule: "diagonal",
        numbers: "complex",
        activation: "identity",
        units: 256,
        ...matrixByAdam,
      },
    },
  ],
  grid: { length: [100], seed: TEN_SEEDS },
  match: "units",
};
