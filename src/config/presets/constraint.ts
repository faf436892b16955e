import type { Preset } from "./index";

export const constraint: Preset = {
  id: "constraint",
  label: "The constraint matters",
  shows: "A large learning rate. Naive and Exp start from the same orthogonal matrix; only one survives.",
  settings: { lr: 0.1, exp: "riemannian", b: { rule: "riemannian" } },
};
