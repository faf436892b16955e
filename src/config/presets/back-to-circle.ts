import type { Preset } from "./preset";

const scaled = { precondition: "adam" } as const;

export const backToCircle: Preset = {
  id: "back-to-circle",
  label: "Back to the circle",
  shows:
    "A linear recurrent unit of 2023 beside a unitary network. Its eigenvalues start on a ring just inside the circle, and are all that its W has.",
  watch: "Watch how near the circle the eigenvalues of both stay.",
  settings: {
    lr: 0.003,
    a: { ...scaled, rule: "diagonal", numbers: "complex", activation: "identity" },
    b: scaled,
  },
};
