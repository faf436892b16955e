import type { Optimiser } from "./optimiser";

/** θ ← θ − rate·g. */
export const sgd: Optimiser = {
  id: "sgd",
  label: "SGD",
  slots: 0,
  step: (numbers, gradient, _memory, rate) => ({ move: numbers.scale(gradient, rate), memory: [] }),
};
