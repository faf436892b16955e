import type { Plan } from "../plan";

const byAdam = { activation: "relu", optimiser: "adam", rate: 5e-3 } as const;

export const adding: Plan = {
  id: "adding",
  name: "Adding",
  asks: "Which networks add two marked numbers out of a hundred?",
  settings: { task: "adding", units: 64, batch: 32, steps: 1000, ...byAdam },
  networks: [
    { name: "RNN", settings: { rule: "none", init: "uniform", lr: 1e-3, precondition: "adam" } },
    { name: "Frozen", settings: { rule: "frozen", init: "cayley" } },
    { name: "Naive", settings: { rule: "euclidean", init: "cayley", lr: 1e-3, precondition: "adam" } },
    { name: "Exact exp", settings: { rule: "exp", init: "cayley", lr: 1e-3, precondition: "adam" } },
  ],
  grid: { length: [100], seed: [1, 2, 3] },
  match: "units",
};
