import type { Preset } from "./preset";

export const nextWord: Preset = {
  id: "next-word",
  label: "Next word",
  shows: "The lecture’s own task, on English prose. Do not expect the unitary network to win here.",
  watch: "Do not expect the unitary one to win here.",
  settings: { task: "words", length: 100, units: 64 },
};
