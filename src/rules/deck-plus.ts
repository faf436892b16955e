import { deckDirection } from "../math/algebra";
import { staticExponential } from "./static-exponential";

/** As the deck prints it. With F the loss, the sign climbs. */
export const deckPlus = staticExponential(
  {
    id: "deck-plus",
    label: "Lecture, as printed (+)",
    formula: tex`B \leftarrow B + \alpha\,(G W^{*} - W G^{*}),\quad W \leftarrow e^{B} W_0`,
  },
  (device, { w }, gradient) => device.tidy(() => device.scale(deckDirection(device, gradient, w), -1)),
);
