import type { Preset } from "./preset";

/**
 * Adam at 5·10⁻³ for everything but W: with RMSProp, whose steps do not shrink with the gradient, B occasionally diverges
 * at this α.
 */
const calm = { optimiser: "adam", rate: 5e-3 } as const;

export const constraint: Preset = {
  id: "constraint",
  label: "The constraint matters",
  shows: "A large learning rate. Naive and Exp start from the same orthogonal matrix; only one survives.",
  watch: "Play with Exp, then with Naive: watch which one survives.",
  expected:
    "A stops or stays at the baseline 0.063; B continues to the end and, on 82 of 100 seeds, is below a tenth of it",
  atRates: [
    { lr: 0.003, seeds: 100, naive: { learned: 99, stopped: 0 }, exp: { learned: 97, stopped: 0 } },
    { lr: 0.1, seeds: 100, naive: { learned: 0, stopped: 99 }, exp: { learned: 82, stopped: 0 } },
  ],
  settings: { lr: 0.1, exp: "riemannian", a: calm, b: { ...calm, rule: "riemannian" } },
};
