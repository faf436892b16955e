import type { Optimiser } from "./optimiser";

const DECAY = 0.9;

/** v ← .9 v + g, θ ← θ − rate·v: the heavy ball (Polyak 1964). */
export const momentum: Optimiser = {
  id: "momentum",
  label: "Momentum",
  slots: 1,
  step({ add, scale }, gradient, [velocity], rate) {
    const v = add(scale(velocity, DECAY), gradient);
    return { move: scale(v, rate), memory: [v] };
  },
};
