import { matMul, type Tensor2D, transpose } from "@tensorflow/tfjs-core";
import { embedding, embeddingGradient } from "../kernels/embedding";
import type { DeviceRows } from "./device-batch";

/**
 * X·Vᵀ: what the inputs bring to every unit.
 * @param inputs R rows of width d; a class stands for a one-hot row and picks a row of Vᵀ
 * @param vt [d, w]
 * @returns [R, w]
 */
export function project(inputs: DeviceRows, vt: Tensor2D): Tensor2D {
  return inputs.kind === "classes" ? embedding(vt, inputs.index) : matMul(inputs.values, vt);
}

/**
 * ∂L/∂Vᵀ = Xᵀδ.
 * @param delta ∂L/∂z, [R, w]
 * @param d width of the inputs
 * @returns [d, w]
 */
export function projectionGradient(inputs: DeviceRows, delta: Tensor2D, d: number): Tensor2D {
  if (inputs.kind === "classes") return embeddingGradient(delta, inputs.index, d);
  // An explicit transpose: wasm's product with transposeA is several times slower.
  return matMul(transpose(inputs.values), delta);
}
