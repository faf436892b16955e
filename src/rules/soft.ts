import { additive } from "./additive";
import type { Rule } from "./rule";

/**
 * Gradient descent on the loss plus β‖WW* − I‖_F²: the penalty attracts W to the unitary group without constraining it.
 */
export const soft: Rule = additive(
  {
    label: "Soft penalty",
    shortName: "soft",
    network: "Soft",
    formula: tex`W \leftarrow W - \alpha\,\big(G + 4\beta\,(W W^{*} - I)\,W\big)`,
    products: 2,
    python: { file: "soft", name: "Soft", keywords: ({ beta }) => ({ beta }) },
  },
  (device, w, gradient, { beta }) =>
    device.tidy(() => {
      const defect = device.sub(device.mulAdjoint(w, w), device.identity(w));
      return device.add(gradient, device.scale(device.mul(defect, w), 4 * beta));
    }),
  ["beta"],
);
