import type { Tensor } from "@tensorflow/tfjs-core";

/** Reads a tensor and frees it. */
export async function read(tensor: Tensor): Promise<Float32Array> {
  const values = Float32Array.from(await tensor.data());
  tensor.dispose();
  return values;
}

/** Copies of pieces of these lengths, one after another. */
export function cut(values: Float32Array, lengths: readonly number[]): Float32Array[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return values.slice(end - length, end);
  });
}
