import type { Preset } from "./preset";

/**
 * Everything but W by Adam at 5·10⁻³: with RMSProp's steps, which do not shrink with the gradient, B leaps out now
 * and then at this α.
 */
const calm = { optimiser: "adam", rate: 5e-3 } as const;

export const constraint: Preset = {
  id: "constraint",
  label: "The constraint matters",
  shows: "A large learning rate. Naive and Exp start from the same orthogonal matrix; only one survives.",
  expected: "A stops or stays at the baseline 0.063; B goes on to the end and is below a tenth of it",
  settings: { lr: 0.1, exp: "riemannian", a: calm, b: { ...calm, rule: "riemannian" } },
};
