import type { Device } from "../math/algebra";
import { expmAdjoint } from "../math/expm";
import type { Rule } from "./rule";
import { type ExponentialState, staticExponential } from "./static-exponential";

/**
 * M − M* with M the adjoint Fréchet derivative of exp at B applied to G W₀*: the gradient in the skew B, on the
 * scale of the lecture's direction, which it equals at B = 0.
 */
export async function gradientInB<M>(
  device: Device<M>,
  { b, base }: Omit<ExponentialState<M>, "w">,
  gradient: M,
): Promise<M> {
  const pulledBack = device.mulAdjoint(gradient, base);
  try {
    const m = await expmAdjoint(device, b, pulledBack);
    const direction = device.skew(m);
    device.free(m);
    return direction;
  } finally {
    device.free(pulledBack);
  }
}

/**
 * Gradient descent in B itself (Lezcano-Casado, Martínez-Rubio 2019, "Cheap orthogonal constraints in neural
 * networks").
 */
export const exponential: Rule = staticExponential(
  {
    label: "Exponential, exact gradient",
    shortName: "exp",
    formula: tex`B \leftarrow B - \alpha\,(M - M^{*}),\quad M = \mathrm{d}\!\exp_B^{*}(G W_0^{*}),\quad W \leftarrow e^{B} W_0`,
    products: 1 + 15 + 5 + 1,
    python: { file: "exponential", name: "Exponential" },
  },
  gradientInB,
);
