import { additive } from "./additive";

/** Ordinary training: the plain RNN. */
export const none = additive({
  id: "none",
  label: "None (plain RNN)",
  network: "RNN",
  formula: tex`W \leftarrow W - \alpha G`,
});
