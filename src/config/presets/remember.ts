import type { Preset } from "./index";

export const remember: Preset = {
  id: "remember",
  label: "Remember",
  shows: "Three symbols, sixty blanks, then recall. Only the network that keeps its gradient learns to.",
  settings: {},
};
