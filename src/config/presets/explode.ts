import { explodeRadius } from "./measured.json";
import type { Preset } from "./preset";

export const explode: Preset = {
  id: "explode",
  label: "Explode",
  shows: `The plain RNN starts with W 1.5 times too large (spectral radius ${explodeRadius}): its gradient grows until it overflows.`,
  watch: "Watch the RNN’s gradient grow towards the past until it overflows.",
  settings: { a: { init: "gaussian", gain: 1.5 } },
};
