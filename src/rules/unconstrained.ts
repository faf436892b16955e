import { additive } from "./additive";
import type { Rule } from "./rule";

/**
 * W ← W − αG, ordinary gradient descent, under one of the two ids that settings know it by.
 * @param network what the charts call a network trained by it
 */
const unconstrained = (network: string) =>
  additive({
    label: "Unconstrained (plain RNN)",
    network,
    formula: tex`W \leftarrow W - \alpha G`,
    products: 0,
    python: { file: "descent", name: "Descent" },
  });

/** The plain RNN. */
export const none: Rule = unconstrained("RNN");

/** The same step from an orthogonal start, as if it would keep W there: the lecture's naive rule. */
export const euclidean: Rule = unconstrained("Naive");
