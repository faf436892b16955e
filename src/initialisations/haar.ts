import { complexForm, realForm } from "../math/complex";
import { drawnBy, glorotWidth, type Initialisation, independent } from "./initialisation";

/**
 * Uniform over all orthogonal (unitary) matrices: the polar factor of a Gaussian matrix. The Gaussian's law does
 * not change when it is multiplied by a fixed orthogonal Q, polar(QZ) = Q·polar(Z), and only Haar's measure is
 * invariant like that. (Mezzadri 2007 does the same by QR, which needs its signs mended.)
 */
export const haar: Initialisation = {
  label: "Haar (uniform)",
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
