import { expmAdjoint } from "../math/expm";
import { staticExponential } from "./static-exponential";

/**
 * Gradient descent in B itself (Lezcano-Casado, Martínez-Rubio 2019, "Cheap orthogonal constraints in neural
 * networks"): M is the adjoint Fréchet derivative of exp at B applied to G W₀*, and M − M* its skew part, on
 * the scale of the deck's direction, which it equals at B = 0.
 */
export const exponential = staticExponential(
  {
    id: "exp",
    label: "Exponential, exact gradient",
    formula: tex`B \leftarrow B - \alpha\,(M - M^{*}),\quad M = \mathrm{d}\!\exp_B^{*}(G W_0^{*}),\quad W \leftarrow e^{B} W_0`,
  },
  async (algebra, { b, base, gradient }) => {
    const pulledBack = algebra.tidy(() => algebra.mul(gradient, algebra.adjoint(base)));
    try {
      const m = await expmAdjoint(algebra, b, pulledBack);
      const skew = algebra.tidy(() => algebra.sub(m, algebra.adjoint(m)));
      algebra.free(m);
      return skew;
    } finally {
      algebra.free(pulledBack);
    }
  },
);
