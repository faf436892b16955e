import type { Preset } from "./preset";

export const remember: Preset = {
  id: "remember",
  label: "Remember",
  shows: "Three symbols, sixty blanks, then recall. Only the network that keeps its gradient learns to.",
  expected:
    "A stays within 5 % of the baseline 0.063; B is below a tenth of it, and keeps 0.2 or more of its gradient",
  watch: "Watch which one can.",
  settings: {},
  atRates: [
    { lr: 0.01, seeds: 100, naive: { learned: 85, stopped: 12 }, exp: { learned: 100, stopped: 0 } },
    { lr: 0.1, seeds: 100, naive: { learned: 0, stopped: 100 }, exp: { learned: 88, stopped: 0 } },
  ],
};
