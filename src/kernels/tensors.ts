import * as tf from "@tensorflow/tfjs-core";
import type { Algebra } from "../math/algebra";

/** Real matrices as float32 tensors on whatever backend runs. Owners free what {@link Algebra.tidy} returns. */
export const tensors: Algebra<tf.Tensor2D> = {
  precision: "float32",
  identity: (like) => tf.eye(like.shape[0]),
  zeros: (like) => tf.zerosLike(like),
  mul: (a, b) => tf.matMul(a, b),
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  scale: (a, s) => tf.mul(a, s),
  adjoint: (a) => tf.transpose(a),
  async norm1(a) {
    const norm = tf.tidy(() => tf.max(tf.sum(tf.abs(a), 0)));
    const [value] = await norm.data();
    norm.dispose();
    return value;
  },
  tidy: (f) => tidyAny(f),
  free: (...matrices) => tf.dispose(matrices),
};

/** tf.tidy is typed for tensor containers only; what it keeps is found by walking the result, whatever its type. */
function tidyAny<T>(f: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = f();
    return result as tf.TensorContainer;
  });
  return result as T;
}
