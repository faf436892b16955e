import { unitwise } from "./unitwise";

export const tanh = unitwise({
  label: "tanh",
  formula: tex`\sigma(z)=\tanh z`,
  largestSlope: 1,
  hasThreshold: false,
  canDie: false,
  isBounded: true,
  value: Math.tanh,
  slope: (h) => 1 - h * h,
  // Drivers compute tanh through exp, which overflows beyond 88; at 15 the result is 1 to the last bit. NaN would be
  // lost in clamp: tfjs's isnan looks at bits.
  wgsl: { kind: "alone", value: "select(tanh(clamp(z, -15.0, 15.0)), z, isnan(z))", slope: "1.0 - h * h" },
  // tanh|z| = −e/(2 + e), e = exp(−2|z|) − 1: exact in sign, which is z's, precise near zero, and ±1 at ±∞.
  simd: {
    kind: "alone",
    value: `const sign = f32x4.splat(-0.0);
  const negative = v128.or(z, sign);
  const e = expMinus(f32x4.add(negative, negative), 1);
  const size = f32x4.div(e, f32x4.add(f32x4.splat(2), e));
  return v128.bitselect(z, size, sign);`,
    slope: "return f32x4.sub(one, f32x4.mul(h, h));",
  },
});
