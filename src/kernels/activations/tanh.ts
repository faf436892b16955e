import { unitwise } from "./unitwise";

export const tanh = unitwise({
  id: "tanh",
  label: "tanh",
  formula: tex`\sigma(z)=\tanh z`,
  largestSlope: 1,
  hasThreshold: false,
  canDie: false,
  value: Math.tanh,
  slope: (h) => 1 - h * h,
  // Drivers compute tanh through exp, which overflows beyond 88; at 15 the result is 1 to the last bit.
  wgsl: { kind: "alone", value: "tanh(clamp(z, -15.0, 15.0))", slope: "1.0 - h * h" },
});
