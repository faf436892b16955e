import { cos, sin } from "../math/elementary";
import { drawnBy, glorotWidth, type Initialisation } from "./initialisation";

/**
 * 2×2 rotations by angles U(−π, π) on the diagonal (Henaff, Szlam, LeCun 2016), with a last 1 if n is odd. A complex W
 * is diag(e^{iθ}).
 */
export const rotations: Initialisation = {
  label: "Rotation blocks",
  shortName: "rotations",
  formula: tex`W = \operatorname{diag}(R(\theta_1), R(\theta_2), \dots),\ \theta_k \sim \mathcal{U}(-\pi, \pi)`,
  orthogonal: true,
  recurrent(n, _gain, random) {
    const values = new Float64Array(n * n);
    for (let i = 0; i + 1 < n; i += 2) {
      const angle = random.uniform(-Math.PI, Math.PI);
      values[i * n + i] = cos(angle);
      values[i * n + i + 1] = -sin(angle);
      values[(i + 1) * n + i] = sin(angle);
      values[(i + 1) * n + i + 1] = cos(angle);
    }
    if (n % 2 === 1) values[n * n - 1] = 1;
    return { n, values };
  },
  complexRecurrent(n, _gain, random) {
    const re = { n, values: new Float64Array(n * n) };
    const im = { n, values: new Float64Array(n * n) };
    for (let i = 0; i < n; i++) {
      const angle = random.uniform(-Math.PI, Math.PI);
      re.values[i * n + i] = cos(angle);
      im.values[i * n + i] = sin(angle);
    }
    return { re, im };
  },
  python: drawnBy("rotations", { real: ["rotation"] }),
  inputWidth: glorotWidth,
};
