import type { Preset } from "./preset";

/**
 * The clip limits ‖∂L/∂W‖_F, the only gradient that needs it: V, U, b, c and the thresholds are moved by RMSProp, whose
 * steps do not grow with the gradient.
 */
const clipped = { rule: "none", clip: 1 } as const;

export const clipping: Preset = {
  id: "clipping",
  label: "Clipping",
  shows:
    "Two plain RNNs, both with ∂L/∂W clipped at norm 1. A’s gradient explodes: the clip keeps its steps finite, and it learns. B’s gradient has vanished, and a clip never lengthens it.",
  watch: "Both gradients are clipped at norm 1: watch which network that helps.",
  settings: { a: { ...clipped, init: "gaussian", gain: 1.2 }, b: { ...clipped, init: "uniform" } },
};
