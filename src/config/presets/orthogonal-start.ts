import type { Preset } from "./preset";

export const orthogonalStart: Preset = {
  id: "orthogonal-start",
  label: "Orthogonal start alone",
  shows:
    "Both start from an orthogonal W, rotation blocks in two draws, at a small learning rate. A is a plain RNN, which nothing keeps orthogonal, and it learns as well: here the start does the work.",
  watch: "Both start orthogonal and only B stays so: watch whether that makes a difference.",
  expected:
    "both are below a tenth of the baseline 0.063, A on 98 of 100 seeds and B on all; A leaves the orthogonal matrices (drift 0.2 to 2.4) with a spectral radius of 1.01 to 1.05",
  settings: { lr: 0.003, a: { init: "rotations" } },
};
