import { add, div, mul, sqrt, square, sub } from "@tensorflow/tfjs-core";
import type { Optimiser } from "./optimiser";

const DECAY = 0.9;
const EPSILON = 1e-8;

/** s ← .9 s + .1 g², θ ← θ − rate·g/(√s + ε) (Tieleman, Hinton 2012). */
export const rmsprop: Optimiser = {
  id: "rmsprop",
  label: "RMSProp",
  slots: 1,
  step(parameters, gradient, [square_], rate) {
    const s = add(mul(square_, DECAY), mul(square(gradient), 1 - DECAY));
    const move = div(mul(gradient, rate), add(sqrt(s), EPSILON));
    return { parameters: sub(parameters, move), memory: [s as typeof square_] };
  },
};
