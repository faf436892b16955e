import type { Activation } from "./activation";

export const identity: Activation = {
  id: "identity",
  label: "identity",
  formula: tex`\sigma(z)=z`,
  slopeRange: { min: 1, max: 1 },
  hasThreshold: false,
  value: (z) => z,
  slope: () => 1,
  wgsl: { value: "z", slope: "1.0" },
};
