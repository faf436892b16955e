import { householderGradient, householderProduct, householderVectors } from "../math/householder";
import { descentOnHost } from "./descent";
import { entriesOf, type Rule } from "./rule";

/** Gradient descent on the vectors of n reflections whose product is W (Mhammedi et al. 2017). */
export const householder: Rule = descentOnHost<"v">(
  {
    label: "Householder product",
    shortName: "Householder",
    network: "Unitary",
    formula: tex`v_k \leftarrow v_k - \alpha\, \partial L/\partial v_k,\quad W = \prod_{k=1}^{n} \big(I - 2 v_k v_k^{\mathsf T}/\lVert v_k\rVert^2\big)`,
    keeps: "unitary",
    numbers: ["real"],
    reads: ["precondition", "clip"],
    products: 2,
    trained: entriesOf,
    python: { file: "householder", name: "Householder" },
  },
  (w0) => {
    const v = householderVectors(w0);
    return { v, w: householderProduct(v) };
  },
  {
    direction: (_device, { v }, gradient) => householderGradient(v, gradient),
    parameter: "v",
    retract: (_device, _state, v) => ({ v, w: householderProduct(v) }),
  },
);
