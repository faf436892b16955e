import { power } from "../math/elementary";
import type { Optimiser } from "./optimiser";

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Adam with bias correction (Kingma, Ba 2015, algorithm 1). */
export const adam: Optimiser = {
  label: "Adam",
  slots: 2,
  scalesEach: true,
  constants: (rate, count) => [rate / (1 - power(BETA_1, count)), 1 / Math.sqrt(1 - power(BETA_2, count))],
  step(gradient, [m, v], update, [stepSize, correction]) {
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i];
      m[i] = BETA_1 * m[i] + (1 - BETA_1) * g;
      v[i] = BETA_2 * v[i] + (1 - BETA_2) * g * g;
      update[i] = (stepSize * m[i]) / (Math.sqrt(v[i]) * correction + EPSILON);
    }
  },
  wgsl: `m0 = ${BETA_1} * m0 + ${(1 - BETA_1).toFixed(9)} * g;
  m1 = ${BETA_2} * m1 + ${(1 - BETA_2).toFixed(9)} * g * g;
  moved = c0 * m0 / (sqrt(m1) * c1 + ${EPSILON});`,
};
