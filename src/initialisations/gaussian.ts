import { drawnBy, type Initialisation, independent, plainWidth } from "./initialisation";

/** Independent Gaussian entries of variance gain²/n, in a complex W split evenly between real and imaginary part. */
export const gaussian: Initialisation = {
  label: "Gaussian, gain/√n",
  shortName: "Gaussian",
  formula: tex`W_{jk} \sim \mathcal{N}(0,\,g^2/n)`,
  orthogonal: false,
  recurrent: (n, gain, random) => independent(n, () => (gain * random.normal()) / Math.sqrt(n)),
  complexRecurrent(n, gain, random) {
    const draw = () => (gain * random.normal()) / Math.sqrt(2 * n);
    return { re: independent(n, draw), im: independent(n, draw) };
  },
  python: drawnBy("gaussian", { needs: ["independent"] }, true),
  inputWidth: plainWidth,
};
