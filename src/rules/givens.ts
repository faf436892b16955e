import { givensGradient, givensProduct } from "../math/givens";
import { givensAngles } from "../math/givens-angles";
import { descentOnHost } from "./descent";
import { type Rule, skewEntriesOf } from "./rule";

/**
 * Gradient descent on the angles of n layers of rotations of neighbouring rows whose product is W (Jing, Shen et al.
 * 2017, "Tunable efficient unitary neural networks (EUNN) and their application to RNNs", at full capacity).
 */
export const givens: Rule = descentOnHost<"angles" | "d">(
  {
    label: "Givens rotations (EUNN)",
    shortName: "Givens",
    network: "Unitary",
    formula: tex`\theta_k \leftarrow \theta_k - \alpha\, \partial L/\partial\theta_k,\quad W = G_n \cdots G_2\, G_1 D,\quad G_l = \prod_{k \in l} R(\theta_k)`,
    keeps: "unitary",
    numbers: ["real", "complex"],
    reads: ["precondition", "clip"],
    products: 2,
    trained: skewEntriesOf,
    python: { file: "givens", name: "Givens" },
  },
  (w0, { numbers }) => {
    const complex = numbers === "complex";
    const { angles, d } = givensAngles(w0, complex);
    return { angles, d, w: givensProduct(angles, d, complex) };
  },
  {
    direction: (_device, { angles, w }, gradient, { numbers }) =>
      givensGradient(angles, w, gradient, numbers === "complex"),
    parameter: "angles",
    retract: (_device, { d }, angles, { numbers }) => ({
      angles,
      d,
      w: givensProduct(angles, d, numbers === "complex"),
    }),
  },
);
