import type { Optimiser } from "./optimiser";

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Adam with bias correction (Kingma, Ba 2015, algorithm 1). */
export const adam: Optimiser = {
  id: "adam",
  label: "Adam",
  slots: 2,
  step({ add, scale, shift, divide, square, sqrt }, gradient, [first, second], rate, count) {
    const m = add(scale(first, BETA_1), scale(gradient, 1 - BETA_1));
    const v = add(scale(second, BETA_2), scale(square(gradient), 1 - BETA_2));
    const spread = shift(scale(sqrt(v), 1 / Math.sqrt(1 - BETA_2 ** count)), EPSILON);
    return { move: divide(scale(m, rate / (1 - BETA_1 ** count)), spread), memory: [m, v] };
  },
};
