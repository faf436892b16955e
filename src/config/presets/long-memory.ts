import type { Preset } from "./preset";

/** A's loss is so steep in places that without a limit to ‖∂L/∂W‖ it overflowed on one seed of three. */
const limited = { clip: 1 } as const;

export const longMemory: Preset = {
  id: "long-memory",
  label: "Long memory",
  shows:
    "Ten symbols out of eight, a hundred blanks, then recall. It takes a while: watch when B gets ahead of A.",
  watch: "Watch when the unitary one gets ahead of the other.",
  settings: {
    task: "copying",
    length: 100,
    recall: 10,
    alphabet: 8,
    units: 64,
    batch: 32,
    steps: 1000,
    a: limited,
  },
};
