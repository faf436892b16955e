import type { Preset } from "./preset";

export const activation: Preset = {
  id: "activation",
  label: "The activation matters",
  shows:
    "Both networks are unitary, and with sigmoid the gradient vanishes all the same. Try tanh and ReLU in lane A.",
  watch: "Both keep W unitary and only the activation differs: watch which one can.",
  expected:
    "A’s gradient starts below 10⁻³⁰ of itself and A does not learn; B’s starts near 1 and B is below a tenth of the baseline 0.063",
  settings: {
    a: { rule: "exp", init: "rotations", activation: "sigmoid" },
    b: { rule: "exp", init: "rotations", activation: "modrelu" },
  },
};
