import type { Tensor } from "@tensorflow/tfjs-core";

/** A copy of a tensor's numbers, which is the caller's; empty if there is no tensor. */
export async function copied(tensor: Tensor | undefined): Promise<Float32Array> {
  return new Float32Array(tensor ? await tensor.data() : []);
}
