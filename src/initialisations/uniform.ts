import { type Initialisation, plainWidth } from "./initialisation";

export const uniform: Initialisation = {
  id: "uniform",
  label: "Uniform ±1/√n",
  formula: tex`W_{jk} \sim \mathcal{U}(-1/\sqrt{n},\,1/\sqrt{n})`,
  recurrent: (n, _gain, random) => ({
    n,
    values: Float64Array.from({ length: n * n }, () => random.uniform(-1, 1) / Math.sqrt(n)),
  }),
  inputWidth: plainWidth,
};
