import { Matrix as Dense, inverse } from "ml-matrix";
import type { Matrix } from "../math/arrays";
import { glorotWidth, type Initialisation } from "./initialisation";

/**
 * W = (I + A)⁻¹(I − A) with A = block-diag([[0, s], [−s, 0]]), s = √((1 − cos t)/(1 + cos t)), t ~ U(0, π/2)
 * (Helfrich, Willmott, Ye 2018, section 3.2), which makes rotations by −t; complex ones use A = diag(is).
 */
export const cayley: Initialisation = {
  id: "cayley",
  label: "Cayley",
  formula: tex`W = (I + A)^{-1}(I - A),\ s_k = \tan(t_k/2),\ t_k \sim \mathcal{U}(0, \pi/2)`,
  recurrent(n, _gain, random) {
    const skew = Dense.zeros(n, n);
    for (let i = 0; i + 1 < n; i += 2) {
      const s = Math.tan(random.uniform(0, Math.PI / 2) / 2);
      skew.set(i, i + 1, s);
      skew.set(i + 1, i, -s);
    }
    const eye = Dense.eye(n, n);
    const w = inverse(Dense.add(eye, skew)).mmul(Dense.sub(eye, skew));
    return { n, values: Float64Array.from(w.to1DArray()) };
  },
  complexRecurrent(n, _gain, random) {
    const diagonal = (): Matrix => ({ n, values: new Float64Array(n * n) });
    const [re, im] = [diagonal(), diagonal()];
    for (let i = 0; i < n; i++) {
      // (1 − is)/(1 + is) = e^{−it}
      const t = random.uniform(0, Math.PI / 2);
      re.values[i * n + i] = Math.cos(t);
      im.values[i * n + i] = -Math.sin(t);
    }
    return { re, im };
  },
  inputWidth: glorotWidth,
};
