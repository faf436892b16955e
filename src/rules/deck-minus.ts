import { deckDirection } from "../math/algebra";
import { staticExponential } from "./static-exponential";

/**
 * The deck's rule with the descent sign. Its direction is the true gradient in B where B is small; far from
 * there it descends only while sin Δ/Δ stays positive for the differences Δ of B's eigenangles.
 */
export const deckMinus = staticExponential(
  {
    id: "deck-minus",
    label: "Lecture, descent sign (−)",
    formula: tex`B \leftarrow B - \alpha\,(G W^{*} - W G^{*}),\quad W \leftarrow e^{B} W_0`,
  },
  (device, { w }, gradient) => device.tidy(() => deckDirection(device, gradient, w)),
);
