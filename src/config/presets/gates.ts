import type { Preset } from "./preset";

const scaled = { precondition: "adam" } as const;

export const gates: Preset = {
  id: "gates",
  label: "Gates",
  shows:
    "An LSTM beside a unitary network, on the task of Remember. The gradient of the LSTM is as good as its forget gates let it be, and at the start they let little through.",
  watch: "Watch what the LSTM’s gates leave of its gradient.",
  settings: { lr: 0.003, a: { ...scaled, cell: "lstm", init: "haar" }, b: scaled },
};
