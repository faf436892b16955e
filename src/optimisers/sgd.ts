import type { Optimiser } from "./optimiser";

/** θ ← θ − rate·g. */
export const sgd: Optimiser = {
  label: "SGD",
  slots: 0,
  constants: (rate) => [rate],
  step(gradient, _memory, move, [rate]) {
    for (let i = 0; i < gradient.length; i++) move[i] = rate * gradient[i];
  },
  wgsl: "moved = c0 * g;",
};
