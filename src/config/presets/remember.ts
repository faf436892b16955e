import type { Preset } from "./preset";

export const remember: Preset = {
  id: "remember",
  label: "Remember",
  shows: "Three symbols, sixty blanks, then recall. Only the network that keeps its gradient learns to.",
  expected:
    "A stays within 5 % of the baseline 0.063; B is below a tenth of it, and keeps 0.2 or more of its gradient",
  settings: {},
};
