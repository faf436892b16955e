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
  ],
  grid: { length: [100], seed: TEN_SEEDS },
  match: "units",
};
