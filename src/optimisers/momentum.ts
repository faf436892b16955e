import type { Optimiser } from "./optimiser";

const DECAY = 0.9;

/** The heavy ball, v ← 0.9 v + g, θ ← θ − rate·v (Polyak 1964). */
export const momentum: Optimiser = {
  label: "Momentum",
  slots: 1,
  scalesEach: false,
  constants: (rate) => [rate],
  step(gradient, [v], update, [rate]) {
    for (let i = 0; i < gradient.length; i++) {
      v[i] = DECAY * v[i] + gradient[i];
      update[i] = rate * v[i];
    }
  },
  wgsl: `m0 = ${DECAY} * m0 + g; moved = c0 * m0;`,
};
