import { retract } from "../math/polar";
import { retracted } from "./retracted";
import { entriesOf, type Rule } from "./rule";

/** The Euclidean step, and then back to the nearest unitary matrix. */
export const projection: Rule = retracted(
  {
    label: "Projection",
    shortName: "projection",
    formula: tex`W \leftarrow \operatorname{polar}(W - \alpha G)`,
    products: 10,
    trained: entriesOf,
    python: { file: "projection", name: "Projection", needs: ["initialisations/polar"] },
  },
  retract,
  (_device, _w, gradient) => gradient,
);
