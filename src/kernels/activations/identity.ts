import { unitwise } from "./unitwise";

export const identity = unitwise({
  label: "identity",
  formula: tex`\sigma(z)=z`,
  largestSlope: 1,
  hasThreshold: false,
  canDie: false,
  isBounded: false,
  value: (z) => z,
  slope: () => 1,
  wgsl: { kind: "alone", value: "z", slope: "1.0" },
  simd: { kind: "nothing" },
});
