import { atRates } from "./measured.json";
import type { Preset } from "./preset";

export const remember: Preset = {
  id: "remember",
  label: "Remember",
  shows: "Three symbols, sixty blanks, then recall. Only the network that keeps its gradient learns to.",
  watch: "Watch which one can.",
  settings: {},
  atRates: atRates.remember,
};
