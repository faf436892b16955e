import type { Optimiser } from "./optimiser";

const DECAY = 0.9;
const EPSILON = 1e-8;

/** s ← .9 s + .1 g², θ ← θ − rate·g/(√s + ε) (Tieleman, Hinton 2012). */
export const rmsprop: Optimiser = {
  id: "rmsprop",
  label: "RMSProp",
  slots: 1,
  step({ add, scale, shift, divide, square, sqrt }, gradient, [meanSquare], rate) {
    const s = add(scale(meanSquare, DECAY), scale(square(gradient), 1 - DECAY));
    return { move: divide(scale(gradient, rate), shift(sqrt(s), EPSILON)), memory: [s] };
  },
};
