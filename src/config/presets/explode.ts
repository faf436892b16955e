import type { Preset } from "./preset";

export const explode: Preset = {
  id: "explode",
  label: "Explode",
  shows:
    "The plain RNN starts with W 1.5 times too large (spectral radius 1.4 to 1.9): its gradient grows until it overflows.",
  watch: "Watch the RNN’s gradient grow towards the past until it overflows.",
  expected:
    "A’s gradient grows 10¹⁰-fold or more from t = T to t = 1, and A stops within 10 steps; B is below a tenth of the baseline 0.063",
  settings: { a: { init: "gaussian", gain: 1.5 } },
};
