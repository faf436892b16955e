import type { Preset } from "./preset";

export const nextWord: Preset = {
  id: "next-word",
  label: "Next word",
  shows: "The deck’s own task on English prose. No contrast is promised: watch what comes.",
  expected: "both below the baseline; no contrast is promised",
  settings: { task: "words", length: 100, units: 64 },
};
