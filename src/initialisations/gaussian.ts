import { type Initialisation, plainWidth } from "./initialisation";

export const gaussian: Initialisation = {
  id: "gaussian",
  label: "Gaussian, gain/√n",
  formula: tex`W_{jk} \sim \mathcal{N}(0,\,g^2/n)`,
  recurrent: (n, gain, random) => ({
    n,
    values: Float64Array.from({ length: n * n }, () => (gain * random.normal()) / Math.sqrt(n)),
  }),
  inputWidth: plainWidth,
};
