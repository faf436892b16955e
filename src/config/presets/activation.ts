import type { Preset } from "./preset";

export const activation: Preset = {
  id: "activation",
  label: "The activation matters",
  shows:
    "Both networks are unitary, and with sigmoid the gradient vanishes all the same. Try tanh and ReLU in lane A.",
  watch: "Both keep W unitary and only the activation differs: watch which one can.",
  settings: {
    a: { rule: "exp", init: "rotations", activation: "sigmoid" },
    b: { rule: "exp", init: "rotations", activation: "modrelu" },
  },
};
