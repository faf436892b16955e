import type { Tensor } from "@tensorflow/tfjs-core";

/** A tensor's numbers as the caller's own; none where there is no tensor. */
export async function copied(tensor: Tensor | undefined): Promise<Float32Array> {
  return new Float32Array(tensor ? await tensor.data() : []);
}
