import * as tf from "@tensorflow/tfjs-core";

/**
 * One-hot rows of classes, [R, width], made on the host: in TensorFlow.js 4.22 `oneHot` in float32 is wrong on wasm,
 * and its int32 result cast to float cannot be transposed on WebGPU.
 */
export function oneHotRows(classes: Int32Array, width: number): tf.Tensor2D {
  const rows = new Float32Array(classes.length * width);
  for (const [row, k] of classes.entries()) rows[row * width + k] = 1;
  return tf.tensor2d(rows, [classes.length, width]);
}
