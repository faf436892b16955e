import type { Preset } from "./preset";

const byAdam = { optimiser: "adam", rate: 0.003, precondition: "adam" } as const;

export const gatesOnText: Preset = {
  id: "gates-on-text",
  label: "Gates on text",
  shows:
    "Both predict the next character of the novel. On language it is the other way round: the network with gates is ahead.",
  watch: "Watch which one predicts the text better.",
  settings: {
    task: "characters",
    length: 50,
    units: 64,
    lr: 0.003,
    a: { ...byAdam, cell: "gru", init: "haar" },
    b: byAdam,
  },
};
