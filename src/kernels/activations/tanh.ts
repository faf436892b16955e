import { unitwise } from "./unitwise";

export const tanh = unitwise({
  label: "tanh",
  formula: tex`\sigma(z)=\tanh z`,
  largestSlope: 1,
  hasThreshold: false,
  canDie: false,
  value: Math.tanh,
  slope: (h) => 1 - h * h,
  // Drivers compute tanh through exp, which overflows beyond 88; at 15 the result is 1 to the last bit. NaN would be
  // lost in clamp: tfjs's isnan looks at bits.
  wgsl: { kind: "alone", value: "select(tanh(clamp(z, -15.0, 15.0)), z, isnan(z))", slope: "1.0 - h * h" },
});
