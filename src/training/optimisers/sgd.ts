import { mul, sub } from "@tensorflow/tfjs-core";
import type { Optimiser } from "./optimiser";

export const sgd: Optimiser = {
  id: "sgd",
  label: "SGD",
  slots: 0,
  step: (parameters, gradient, _memory, rate) => ({
    parameters: sub(parameters, mul(gradient, rate)),
    memory: [],
  }),
};
