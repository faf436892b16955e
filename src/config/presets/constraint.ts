import type { Preset } from "./preset";

/** Half the usual rate for everything but W: at this α the default makes B leap out now and then, late in a run. */
const calm = { rate: 0.001 };

export const constraint: Preset = {
  id: "constraint",
  label: "The constraint matters",
  shows: "A large learning rate. Naive and Exp start from the same orthogonal matrix; only one survives.",
  expected:
    "A stops or stays at the baseline 0.063; B goes on to the end, below a tenth of it on most seeds: now and then it leaps and learns again",
  settings: { lr: 0.1, exp: "riemannian", a: calm, b: { ...calm, rule: "riemannian" } },
};
