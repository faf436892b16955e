import type { Preset } from "./preset";

export const nextWord: Preset = {
  id: "next-word",
  label: "Next word",
  shows: "The lecture’s own task, on English prose. Do not expect a difference here.",
  watch: "Do not expect a difference here.",
  expected: "both below the baseline; do not expect a difference",
  settings: { task: "words", length: 100, units: 64 },
};
