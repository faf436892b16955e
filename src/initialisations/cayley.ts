import type { Matrix } from "../math/arrays";
import { cayley as transform } from "../math/cayley";
import { cos, sin } from "../math/elementary";
import { drawnBy, glorotWidth, type Initialisation } from "./initialisation";

/**
 * W = (I + A)⁻¹(I − A) with A = block-diag([[0, s], [−s, 0]]), s = √((1 − cos t)/(1 + cos t)), t ~ U(0, π/2)
 * (Helfrich, Willmott, Ye 2018, section 3.2), which gives rotations by t. A complex W uses
 * A = diag(is), which gives diag(e^{−it}).
 */
export const cayley: Initialisation = {
  label: "Cayley",
  shortName: "Cayley",
  formula: tex`W = (I + A)^{-1}(I - A),\ s_k = \tan(t_k/2),\ t_k \sim \mathcal{U}(0, \pi/2)`,
  orthogonal: true,
  recurrent(n, _gain, random) {
    const twice = { n, values: new Float64Array(n * n) };
    for (let i = 0; i + 1 < n; i += 2) {
      const half = random.uniform(0, Math.PI / 2) / 2;
      const s = sin(half) / cos(half);
      twice.values[i * n + i + 1] = 2 * s;
      twice.values[(i + 1) * n + i] = -2 * s;
    }
    return transform(twice);
  },
  complexRecurrent(n, _gain, random) {
    const diagonal = (): Matrix => ({ n, values: new Float64Array(n * n) });
    const [re, im] = [diagonal(), diagonal()];
    for (let i = 0; i < n; i++) {
      // (1 − is)/(1 + is) = e^{−it}
      const t = random.uniform(0, Math.PI / 2);
      re.values[i * n + i] = cos(t);
      im.values[i * n + i] = -sin(t);
    }
    return { re, im };
  },
  python: drawnBy("cayley_start", { real: ["rotation"] }),
  inputWidth: glorotWidth,
};
