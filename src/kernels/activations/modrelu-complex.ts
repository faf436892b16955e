import type { Activation } from "./activation";

/** A lower bound of |z|, which keeps the tangential slope finite: below it a unit's direction is only rounding. */
const MIN_MODULUS = 1e-12;

/**
 * The complex modReLU z/|z|·max(|z| + m, 0) (Arjovsky, Shah, Bengio 2016, eq. (8)). Complex unit k of n is the pair
 * (k, k + n) of real numbers. The derivative of a unit that is not 0 is 1 along z and 1 + m/|z| across it: with m > 0
 * it is unbounded.
 */
export const modreluComplex: Activation = {
  label: "modReLU",
  formula: tex`\sigma(z)=\frac{z}{|z|}\,\max(|z|+m,0)`,
  largestSlope: Number.POSITIVE_INFINITY,
  hasThreshold: true,
  canDie: true,
  isBounded: false,
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
      const across = size / Math.max(size - threshold[k], MIN_MODULUS);
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
