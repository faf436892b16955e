import type { Optimiser } from "./optimiser";

/** Gradient descent, θ ← θ − rate·g. */
export const sgd: Optimiser = {
  label: "SGD",
  slots: 0,
  scalesEach: false,
  constants: (rate) => [rate],
  step(gradient, _memory, update, [rate]) {
    for (let i = 0; i < gradient.length; i++) update[i] = rate * gradient[i];
  },
  wgsl: "moved = c0 * g;",
};
