import type { Preset } from "./preset";

export const orthogonalStart: Preset = {
  id: "orthogonal-start",
  label: "Orthogonal start alone",
  shows:
    "Both start from an orthogonal W of the same kind, at a small learning rate. A is a plain RNN: nothing keeps its W orthogonal, and it learns as well. Here the start does the work.",
  watch: "Both start orthogonal, only B stays so: watch whether that matters.",
  expected:
    "both are below a tenth of the baseline 0.063, A on 98 of 100 seeds and B on all; A leaves the orthogonal matrices (drift 0.2 to 2.4) with a spectral radius of 1.01 to 1.05",
  settings: { lr: 0.003, a: { init: "rotations" } },
};
