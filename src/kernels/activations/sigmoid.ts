import { unitwise } from "./unitwise";

export const sigmoid = unitwise({
  label: "sigmoid",
  formula: tex`\sigma(z)=\frac{1}{1+e^{-z}}`,
  largestSlope: 0.25,
  hasThreshold: false,
  canDie: false,
  value: (z) => 1 / (1 + Math.exp(-z)),
  slope: (h) => h * (1 - h),
  // As in tanh.ts, NaN would be lost in clamp.
  wgsl: {
    kind: "alone",
    value: "select(1.0 / (1.0 + exp(-clamp(z, -80.0, 80.0))), z, isnan(z))",
    slope: "h * (1.0 - h)",
  },
});
