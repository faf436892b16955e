import type { Plan } from "../plan";

const orthogonal = { init: "rotations" } as const;

export const rateSweep: Plan = {
  id: "learning-rate-sweep",
  name: "Learning-rate sweep",
  asks: "What is the largest learning rate of W that each rule survives, from the same orthogonal start?",
  settings: { task: "copying", length: 60, recall: 3, alphabet: 4, units: 32, batch: 16, steps: 200 },
  networks: [
    { name: "Naive", settings: { rule: "euclidean", ...orthogonal } },
    { name: "Soft penalty", settings: { rule: "soft", ...orthogonal } },
    { name: "Projection", settings: { rule: "projection", ...orthogonal } },
    { name: "Cayley", settings: { rule: "cayley", ...orthogonal } },
    { name: "Deck −", settings: { rule: "deck-minus", ...orthogonal } },
    { name: "Exact exp", settings: { rule: "exp", ...orthogonal } },
    { name: "Riemannian", settings: { rule: "riemannian", ...orthogonal } },
  ],
  grid: { lr: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1], seed: [1, 2, 3, 4, 5] },
  match: "units",
};
