import type { Preset } from "./preset";

const everythingByAdam = { init: "cayley", activation: "relu", optimiser: "adam", rate: 5e-3 } as const;

export const wMustLearn: Preset = {
  id: "w-must-learn",
  label: "W must learn",
  shows:
    "Adding two numbers far apart. Both begin orthogonal; A keeps W as drawn, and here that is not enough.",
  watch: "One keeps W as it was drawn: watch which one can.",
  settings: {
    task: "adding",
    length: 100,
    units: 64,
    batch: 32,
    lr: 3e-3,
    steps: 1500,
    a: { ...everythingByAdam, rule: "frozen" },
    b: { ...everythingByAdam, rule: "exp", precondition: "adam" },
  },
};
