import { complexForm, realForm } from "../math/complex";
import { drawnBy, glorotWidth, type Initialisation, independent } from "./initialisation";

/**
 * Uniformly distributed over the orthogonal (unitary) matrices: the polar factor of a Gaussian matrix Z. Multiplication
 * by a fixed orthogonal Q does not change the distribution of Z, polar(QZ) = Q·polar(Z), and Haar's measure is the only
 * invariant one. (Mezzadri 2007 uses QR instead, which needs a correction of signs.)
 */
export const haar: Initialisation = {
  label: "Haar (uniform)",
  shortName: "Haar",
  formula: tex`W \sim \operatorname{Haar}`,
  orthogonal: true,
  recurrent: (n, _gain, random, project) => project(independent(n, random.normal)).nearest,
  complexRecurrent(n, _gain, random, project) {
    const gaussian = { re: independent(n, random.normal), im: independent(n, random.normal) };
    return complexForm(project(realForm(gaussian)).nearest);
  },
  python: drawnBy("haar", { needs: ["independent", "polar"] }),
  inputWidth: glorotWidth,
};
