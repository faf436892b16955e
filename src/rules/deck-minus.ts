import { deckDirection } from "../math/algebra";
import type { Rule } from "./rule";
import { staticExponential } from "./static-exponential";

/**
 * The lecture's rule with the descent sign. Its direction is the true gradient in B for small B; for large B it
 * descends only while sin Δ/Δ is positive for the differences Δ of B's eigenangles.
 */
export const deckMinus: Rule = staticExponential(
  {
    label: "Lecture, descent sign (−)",
    shortName: "lecture −",
    formula: tex`B \leftarrow B - \alpha\,(G W^{*} - W G^{*}),\quad W \leftarrow e^{B} W_0`,
    products: 1 + 5 + 1,
    python: { file: "deck", name: "Deck", keywords: () => ({ sign: "-1" }) },
  },
  (device, { w }, gradient) => device.tidy(() => deckDirection(device, gradient, w)),
);
