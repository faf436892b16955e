import { cayley as transform } from "../math/cayley";
import { retractedOnHost } from "./retracted";
import type { Rule } from "./rule";

/**
 * The Riemannian step with Cayley's transform in place of exp (Wisdom et al. 2016, "Full-capacity
 * unitary recurrent neural networks").
 */
export const cayley: Rule = retractedOnHost(
  {
    label: "Cayley",
    shortName: "Cayley",
    formula: tex`W \leftarrow \big(I + \tfrac{\alpha}{2} A\big)^{-1}\big(I - \tfrac{\alpha}{2} A\big)\,W,\quad A = G W^{*} - W G^{*}`,
    products: 1 + 1 + 1,
    python: { file: "cayley", name: "Cayley" },
  },
  (device, w, step) => device.mul(transform(step), w),
);
