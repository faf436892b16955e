import { add, div, mul, sqrt, square, sub } from "@tensorflow/tfjs-core";
import type { Optimiser } from "./optimiser";

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Adam with bias correction (Kingma, Ba 2015). */
export const adam: Optimiser = {
  id: "adam",
  label: "Adam",
  slots: 2,
  step(parameters, gradient, [first, second], rate, count) {
    const m = add(mul(first, BETA_1), mul(gradient, 1 - BETA_1));
    const v = add(mul(second, BETA_2), mul(square(gradient), 1 - BETA_2));
    const scale = div(sqrt(v), Math.sqrt(1 - BETA_2 ** count));
    const move = div(mul(m, rate / (1 - BETA_1 ** count)), add(scale, EPSILON));
    return { parameters: sub(parameters, move), memory: [m as typeof first, v as typeof second] };
  },
};
