import type { Preset } from "./preset";

export const orthogonalStart: Preset = {
  id: "orthogonal-start",
  label: "Orthogonal start alone",
  shows:
    "Both start from an orthogonal W of the same kind, at a small learning rate. A is a plain RNN: nothing keeps its W orthogonal, and it learns as well. Here the start does the work.",
  watch: "Both start orthogonal, only B stays so: watch whether that matters.",
  settings: { lr: 0.003, a: { init: "rotations" } },
};
