import { retract } from "../math/polar";
import { descent } from "./descent";
import { entriesOf } from "./rule";

/** The Euclidean step, and then back to the nearest unitary matrix. */
export const projection = descent<"w">(
  {
    label: "Projection",
    network: "Unitary",
    formula: tex`W \leftarrow \operatorname{polar}(W - \alpha G)`,
    keeps: "unitary",
    numbers: ["real", "complex"],
    reads: ["precondition", "clip"],
    products: 10,
    trained: entriesOf,
    python: { file: "projection", name: "Projection", needs: ["initialisations/polar"] },
  },
  (w0) => ({ w: w0 }),
  {
    direction: (_device, _state, gradient) => gradient,
    move: async (device, { w }, change) => ({ w: await retract(device, w, change) }),
  },
);
