import { deckDirection } from "../math/algebra";
import type { Rule } from "./rule";
import { staticExponential } from "./static-exponential";

/** The lecture's rule with the sign as printed. With F the loss, this sign increases it. */
export const deckPlus: Rule = staticExponential(
  {
    label: "Lecture, as printed (+)",
    shortName: "lecture +",
    formula: tex`B \leftarrow B + \alpha\,(G W^{*} - W G^{*}),\quad W \leftarrow e^{B} W_0`,
    products: 1 + 5 + 1,
    python: { file: "deck", name: "Deck", keywords: () => ({ sign: "+1" }) },
  },
  (device, { w }, gradient) => device.tidy(() => device.scale(deckDirection(device, gradient, w), -1)),
);
