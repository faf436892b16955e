import type { Shader } from "../activations/activation";

/** σ of one unit; `other` is its partner's z where units are pairs. */
export const activateFunction = ({ value }: Shader): string =>
  `fn activate(z: f32, other: f32, threshold: f32) -> f32 { return ${value}; }`;

/** σ′ᵀ g of one unit, from its h and its partner's. */
export const pullBackFunction = (shader: Shader): string => `
fn along_and_across(h: vec2<f32>, g: vec2<f32>, threshold: f32) -> f32 {
  let size = length(h);
  if (size == 0.0) { return 0.0; }
  let along = dot(g, h) / size * (h.x / size);
  return along + (g.x - along) * (size / max(size - threshold, 1e-12));
}
fn pullBack(h: f32, otherH: f32, g: f32, otherG: f32, threshold: f32) -> f32 {
  return ${shader.kind === "paired" ? shader.pullBack : `(${shader.slope}) * g`};
}`;
