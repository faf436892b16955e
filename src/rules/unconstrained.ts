import { additive } from "./additive";
import type { Rule } from "./rule";

/**
 * W ← W − αG, ordinary gradient descent, registered under two ids.
 * @param network the name that the charts give to a network trained by it
 */
const unconstrained = (network: string) =>
  additive({
    label: "Unconstrained (plain RNN)",
    shortName: network,
    network,
    formula: tex`W \leftarrow W - \alpha G`,
    products: 0,
    python: { file: "descent", name: "Descent" },
  });

/** The plain RNN. */
export const none: Rule = unconstrained("RNN");

/** The same step, meant for an orthogonal start, which it does not preserve: the lecture's naive rule. */
export const euclidean: Rule = unconstrained("Naive");
