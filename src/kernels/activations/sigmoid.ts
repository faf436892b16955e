import { unitwise } from "./unitwise";

export const sigmoid = unitwise({
  label: "sigmoid",
  formula: tex`\sigma(z)=\frac{1}{1+e^{-z}}`,
  largestSlope: 0.25,
  hasThreshold: false,
  canDie: false,
  isBounded: true,
  value: (z) => 1 / (1 + Math.exp(-z)),
  slope: (h) => h * (1 - h),
  // As in tanh.ts, NaN would be lost in clamp.
  wgsl: {
    kind: "alone",
    value: "select(1.0 / (1.0 + exp(-clamp(z, -80.0, 80.0))), z, isnan(z))",
    slope: "h * (1.0 - h)",
  },
  // s where z ≥ 0, e^{−|z|} s where z < 0, with s = 1/(1 + e^{−|z|}): no exponential overflows.
  simd: {
    kind: "alone",
    value: `const e = expMinus(v128.or(z, f32x4.splat(-0.0)), 0);
  const negative = f32x4.lt(z, zero);
  return f32x4.div(v128.bitselect(e, one, negative), f32x4.add(one, e));`,
    slope: "return f32x4.mul(h, f32x4.sub(one, h));",
  },
});
