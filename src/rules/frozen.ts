import { descent } from "./descent";
import type { Rule } from "./rule";

/** W stays as it was drawn and everything else is trained: it shows what the initialisation alone achieves. */
export const frozen: Rule = descent<"w">(
  {
    label: "Frozen",
    shortName: "frozen",
    network: "Frozen",
    formula: tex`W \leftarrow W`,
    keeps: "nothing",
    numbers: ["real", "complex"],
    square: false,
    reads: [],
    products: 0,
    trained: () => 0,
    python: { file: "frozen", name: "Frozen" },
  },
  (w0) => ({ w: w0 }),
  { direction: (_device, _state, gradient) => gradient, retract: (_device, state) => state },
);
