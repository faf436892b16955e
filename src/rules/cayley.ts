import { deckDirection } from "../math/algebra";
import { cayley as transform } from "../math/cayley";
import { descentOnHost } from "./descent";
import { skewEntriesOf } from "./rule";

/**
 * The Riemannian step with Cayley's transform in place of exp (Wisdom et al. 2016, "Full-capacity
 * unitary recurrent neural networks").
 */
export const cayley = descentOnHost<"w">(
  {
    label: "Cayley",
    network: "Unitary",
    formula: tex`W \leftarrow \big(I + \tfrac{\alpha}{2} A\big)^{-1}\big(I - \tfrac{\alpha}{2} A\big)\,W,\quad A = G W^{*} - W G^{*}`,
    keeps: "unitary",
    numbers: ["real", "complex"],
    reads: ["precondition", "clip"],
    products: 1 + 1 + 1,
    trained: skewEntriesOf,
    python: { file: "cayley", name: "Cayley" },
  },
  (w0) => ({ w: w0 }),
  {
    direction: (device, { w }, gradient) => deckDirection(device, gradient, w),
    move: (device, { w }, change) => ({ w: device.mul(transform(change), w) }),
  },
);
