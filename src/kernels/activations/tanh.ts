import type { Activation } from "./activation";

export const tanh: Activation = {
  id: "tanh",
  label: "tanh",
  formula: tex`\sigma(z)=\tanh z`,
  slopeRange: { min: 0, max: 1 },
  hasThreshold: false,
  value: Math.tanh,
  slope: (h) => 1 - h * h,
  // Drivers compute tanh through exp, which overflows beyond 88; at 15 the result is 1 to the last bit.
  wgsl: { value: "tanh(clamp(z, -15.0, 15.0))", slope: "1.0 - h * h" },
};
