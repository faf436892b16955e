import type { Activation } from "./activation";

/** Below this modulus a live unit's direction is lost to rounding; it keeps the tangential gain finite. */
const SMALLEST = 1e-12;

/**
 * Arjovsky, Shah, Bengio 2016, eq. (8): z/|z|·max(|z| + m, 0). Unit k of n complex ones is the pair (k, k + n) of
 * real ones. Along z the derivative of a live unit is 1, across it 1 + m/|z|: with m > 0 it can explode.
 */
export const modreluComplex: Activation = {
  label: "modReLU",
  formula: tex`\sigma(z)=\frac{z}{|z|}\,\max(|z|+m,0)`,
  largestSlope: Number.POSITIVE_INFINITY,
  hasThreshold: true,
  canDie: true,
  activate(z, threshold) {
    const half = z.length / 2;
    for (let k = 0; k < half; k++) {
      const modulus = Math.hypot(z[k], z[k + half]);
      const size = modulus + threshold[k];
      // Written so that NaN stays NaN: an overflow must be seen, not turned into 0.
      const factor = modulus === 0 || size <= 0 ? 0 : size / modulus;
      z[k] *= factor;
      z[k + half] *= factor;
    }
  },
  pullBack(g, h, threshold) {
    const half = g.length / 2;
    for (let k = 0; k < half; k++) {
      const size = Math.hypot(h[k], h[k + half]);
      if (size === 0) {
        g[k] = 0;
        g[k + half] = 0;
        continue;
      }
      const [re, im] = [h[k] / size, h[k + half] / size];
      const along = g[k] * re + g[k + half] * im;
      const across = size / Math.max(size - threshold[k], SMALLEST);
      g[k] = along * re + (g[k] - along * re) * across;
      g[k + half] = along * im + (g[k + half] - along * im) * across;
    }
  },
  wgsl: {
    kind: "paired",
    value: "shrunk(vec2(z, other), threshold).x",
    pullBack: "along_and_across(vec2(h, otherH), vec2(g, otherG), threshold).x",
  },
  simd: { kind: "paired" },
};
