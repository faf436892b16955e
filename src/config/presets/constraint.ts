import { atRates } from "./measured.json";
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
  atRates: atRates.constraint,
  settings: { lr: 0.1, exp: "riemannian", a: calm, b: { ...calm, rule: "riemannian" } },
};
