import type { Preset } from "./preset";

export const constraint: Preset = {
  id: "constraint",
  label: "The constraint matters",
  shows: "A large learning rate. Naive and Exp start from the same orthogonal matrix; only one survives.",
  expected: "A stops or stays at the baseline 0.063; B is below a tenth of it",
  settings: { lr: 0.1, exp: "riemannian", b: { rule: "riemannian" } },
};
