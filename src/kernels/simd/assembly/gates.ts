import { sigmoidValue, tanhValue } from "./activation";
import { FLOAT } from "./float";
import { accumulate } from "./panels";

/** 1/(1 + e⁻ᶻ) of four values. */
export function logistic(z: v128): v128 {
  return sigmoidValue(z, z);
}

/** tanh z of four values. */
export function tangent(z: v128): v128 {
  return tanhValue(z, z);
}

/**
 * y ← y + Σ_k W_kᵀ δ_k for every row δ, y of two blocks, k over the `blocks` of a cell's W. Padding takes no part in it.
 * @param w each W_kᵀ, packed
 * @param delta [batch, 4·width]: δ_k one after another, the first at the address
 * @param y [batch, width]
 */
export function addThroughBlocks(
  blocks: usize,
  batch: usize,
  n: usize,
  width: usize,
  w: usize,
  delta: usize,
  y: usize,
): void {
  const row = width << FLOAT;
  for (let k: usize = 0; k < blocks; k++, w += n * row, delta += row)
    accumulate(w, n, batch, delta, width << 2, y, width);
}
