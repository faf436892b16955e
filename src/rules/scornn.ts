import { scaledCayley, scaledCayleyGradient, signsOf, skewOf } from "../math/scaled-cayley";
import { descentOnHost } from "./descent";
import { type Rule, skewEntriesOf } from "./rule";

/**
 * W = (I + A)⁻¹(I − A)D and gradient descent on the skew A (Helfrich, Willmott, Ye 2018, "Orthogonal recurrent neural
 * networks with scaled Cayley transform"). D of ±1 is chosen for W₀ and fixed, for complex lanes too, where Maduranga,
 * Helfrich, Ye 2019 (scuRNN) train it as phases.
 */
export const scornn: Rule = descentOnHost<"a" | "d">(
  {
    label: "Scaled Cayley (scoRNN)",
    shortName: "scoRNN",
    network: "Unitary",
    formula: tex`A \leftarrow A - \alpha\,(M - M^{*}),\quad M = -(I + A)^{-*} G\,(W + D)^{*},\quad W \leftarrow (I + A)^{-1}(I - A)\,D`,
    keeps: "unitary",
    numbers: ["real", "complex"],
    reads: ["precondition", "clip"],
    products: 2 + 1,
    trained: skewEntriesOf,
    python: { file: "scornn", name: "ScoRNN" },
  },
  (w0, { numbers }) => {
    const d = signsOf(w0, numbers === "complex");
    const a = skewOf(w0, d);
    return { a, d, w: scaledCayley(a, d) };
  },
  {
    direction: (_device, { w, d }, gradient) => scaledCayleyGradient(w, d, gradient),
    parameter: "a",
    retract: (_device, { d }, a) => ({ a, d, w: scaledCayley(a, d) }),
  },
);
