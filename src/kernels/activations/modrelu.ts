import { unitwise } from "./unitwise";

/**
 * The modReLU for real units (Arjovsky, Shah, Bengio 2016, eq. (8)). With a threshold m ≥ 0 its slope is 1 everywhere.
 */
export const modrelu = unitwise({
  label: "modReLU",
  formula: tex`\sigma(z)=\operatorname{sign}(z)\,\max(|z|+m,0)`,
  largestSlope: 1,
  hasThreshold: true,
  canDie: true,
  isBounded: false,
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
  // With sign(0) = 0.
  simd: {
    kind: "alone",
    value: `const size = f32x4.max(f32x4.add(f32x4.abs(z), threshold), zero);
  const signed = v128.bitselect(z, size, f32x4.splat(-0.0));
  return v128.bitselect(f32x4.mul(z, size), signed, f32x4.eq(z, zero));`,
    slope: "return v128.and(f32x4.ne(h, zero), one);",
  },
});
