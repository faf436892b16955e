import type { Optimiser } from "./optimiser";

const DECAY = 0.9;
const EPSILON = 1e-8;

/** RMSProp, s ← 0.9 s + 0.1 g², θ ← θ − rate·g/(√s + ε) (Tieleman, Hinton 2012). */
export const rmsprop: Optimiser = {
  label: "RMSProp",
  slots: 1,
  scalesEach: true,
  constants: (rate) => [rate],
  step(gradient, [s], update, [rate]) {
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i];
      s[i] = DECAY * s[i] + (1 - DECAY) * g * g;
      update[i] = (rate * g) / (Math.sqrt(s[i]) + EPSILON);
    }
  },
  wgsl: `m0 = ${DECAY} * m0 + ${(1 - DECAY).toFixed(9)} * g * g; moved = c0 * g / (sqrt(m0) + ${EPSILON});`,
};
