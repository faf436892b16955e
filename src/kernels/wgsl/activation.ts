import type { Shader } from "../activations/activation";

/**
 * WGSL of |z| of a complex z. Its parts are scaled by the power of two of the larger one before they are squared, so
 * that nothing over- or underflows; otherwise the scaling changes no bit.
 */
export const MODULUS = `
fn modulus(z: vec2<f32>) -> f32 {
  let bits = bitcast<vec2<u32>>(z) & vec2(0x7fffffffu);
  let exponent = clamp(max(bits.x, bits.y) >> 23u, 1u, 253u);
  return length(z * bitcast<f32>((254u - exponent) << 23u)) * bitcast<f32>(exponent << 23u);
}`;

/** WGSL of σ and its derivative for pairs of units. */
const PAIRS = `${MODULUS}
fn shrunk(z: vec2<f32>, threshold: f32) -> vec2<f32> {
  let size = modulus(z);
  let left = size + threshold;
  // A compiler may decide a comparison with NaN as it likes.
  if (isnan(left)) { return vec2(left); }
  return z * select(left / size, 0.0, size == 0.0 || left <= 0.0);
}
fn along_and_across(h: vec2<f32>, g: vec2<f32>, threshold: f32) -> vec2<f32> {
  let size = modulus(h);
  if (size == 0.0 && !isnan(size)) { return vec2(0.0); }
  let direction = h / size;
  let along = dot(g, direction) * direction;
  return along + (g - along) * (size / max(size - threshold, 1e-12));
}`;

const functionsOf = (shader: Shader) => (shader.kind === "paired" ? PAIRS : "");

/** WGSL of σ of one unit; `other` is its partner's z if units form pairs. */
export const activateFunction = (shader: Shader): string => `${functionsOf(shader)}
fn activate(z: f32, other: f32, threshold: f32) -> f32 { return ${shader.value}; }`;

/** WGSL of σ′ᵀ g of one unit, from its own and its partner's h. */
export const pullBackFunction = (shader: Shader): string => `${functionsOf(shader)}
fn pullBack(h: f32, otherH: f32, g: f32, otherG: f32, threshold: f32) -> f32 {
  return ${shader.kind === "paired" ? shader.pullBack : `(${shader.slope}) * g`};
}`;
