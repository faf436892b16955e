import type { Activation } from "./activation";

export const sigmoid: Activation = {
  id: "sigmoid",
  label: "sigmoid",
  formula: tex`\sigma(z)=\frac{1}{1+e^{-z}}`,
  slopeRange: { min: 0, max: 0.25 },
  hasThreshold: false,
  value: (z) => 1 / (1 + Math.exp(-z)),
  slope: (h) => h * (1 - h),
  wgsl: { value: "1.0 / (1.0 + exp(-clamp(z, -80.0, 80.0)))", slope: "h * (1.0 - h)" },
};
