import { unitwise } from "./unitwise";

/** Arjovsky, Shah, Bengio 2016, eq. (8), for real units. With a threshold m ≥ 0 its slope is 1 everywhere. */
export const modrelu = unitwise({
  label: "modReLU",
  formula: tex`\sigma(z)=\operatorname{sign}(z)\,\max(|z|+m,0)`,
  largestSlope: 1,
  hasThreshold: true,
  canDie: true,
  value: (z, threshold) => {
    const size = Math.abs(z) + threshold;
    return size <= 0 ? 0 : z < 0 ? -size : z > 0 ? size : z * size;
  },
  slope: (h) => (h === 0 ? 0 : 1),
  wgsl: {
    kind: "alone",
    // A compiler may decide a comparison with NaN as it likes: one in z or in the threshold is passed on as it is.
    value:
      "select(sign(z) * select(abs(z) + threshold, 0.0, abs(z) + threshold <= 0.0), abs(z) + threshold, isnan(abs(z) + threshold))",
    slope: "select(1.0, 0.0, h == 0.0)",
  },
});
