import { drawnBy, type Initialisation, independent, plainWidth } from "./initialisation";

/** Independent uniform entries in ±1/√n; in a complex W both parts are uniform in ±1/√(2n). */
export const uniform: Initialisation = {
  label: "Uniform ±1/√n",
  shortName: "uniform",
  formula: tex`W_{jk} \sim \mathcal{U}(-1/\sqrt{n},\,1/\sqrt{n})`,
  orthogonal: false,
  recurrent: (n, _gain, random) => independent(n, () => random.uniform(-1, 1) / Math.sqrt(n)),
  complexRecurrent(n, _gain, random) {
    const draw = () => random.uniform(-1, 1) / Math.sqrt(2 * n);
    return { re: independent(n, draw), im: independent(n, draw) };
  },
  python: drawnBy("uniform", { needs: ["independent"] }),
  inputWidth: plainWidth,
};
