import { unitwise } from "./unitwise";

export const relu = unitwise({
  label: "ReLU",
  formula: tex`\sigma(z)=\max(z,0)`,
  largestSlope: 1,
  hasThreshold: false,
  canDie: true,
  isBounded: false,
  value: (z) => Math.max(z, 0),
  slope: (h) => (h > 0 ? 1 : 0),
  // A compiler may decide a comparison with NaN as it likes.
  wgsl: {
    kind: "alone",
    value: "select(z, 0.0, z < 0.0 && !isnan(z))",
    slope: "select(0.0, 1.0, h > 0.0)",
  },
  simd: {
    kind: "alone",
    value: "return f32x4.max(z, zero);",
    slope: "return v128.and(f32x4.gt(h, zero), one);",
  },
});
