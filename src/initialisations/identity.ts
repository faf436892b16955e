import { glorotWidth, type Initialisation } from "./initialisation";

/** W = I (Le, Jaitly, Hinton 2015). */
export const identity: Initialisation = {
  id: "identity",
  label: "Identity",
  formula: tex`W = I`,
  recurrent(n) {
    const values = new Float64Array(n * n);
    for (let i = 0; i < n; i++) values[i * n + i] = 1;
    return { n, values };
  },
  inputWidth: glorotWidth,
};
