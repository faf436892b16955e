import { additive } from "./additive";

/** The same step, taken from an orthogonal start as if it would keep W there. It leaves the group at once. */
export const euclidean = additive({
  id: "euclidean",
  label: "Euclidean (naive)",
  network: "Naive",
  formula: tex`W \leftarrow W - \alpha G`,
});
