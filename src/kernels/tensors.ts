import * as tf from "@tensorflow/tfjs-core";
import type { Device } from "../math/algebra";
import { finite } from "../math/arrays";
import { linearCombination } from "./linear-combination";
import { exponentialAdjoint, matrixExponential, skewPart, squareProduct } from "./matrices";
import { optimise } from "./optimise";

/** Real matrices as float32 tensors on the present backend. The caller frees what {@link Device.tidy} returns. */
export const tensors: Device<tf.Tensor2D> = {
  precision: "float32",
  identity: (like) => tf.eye(like.shape[0]),
  zeros: (like) => tf.zerosLike(like),
  mul: (a, b) => squareProduct(a, b),
  mulAdjoint: (a, b) => squareProduct(a, b, true),
  add: (a, b) => linearCombination([1, 1], [a, b]),
  sub: (a, b) => linearCombination([1, -1], [a, b]),
  scale: (a, s) => linearCombination([s], [a]),
  combine: linearCombination,
  skew: skewPart,
  adjoint: (a) => tf.transpose(a),
  async norm1(a) {
    const norm = tf.tidy(() => tf.max(tf.sum(tf.abs(a), 0)));
    const [value] = await norm.data();
    norm.dispose();
    return value;
  },
  exponential: { of: matrixExponential, adjoint: exponentialAdjoint },
  optimise: (optimiser, gradient, memory, at, from) => optimise(gradient, memory, { optimiser, ...at }, from),
  toHost: async (a) => finite({ n: a.shape[1], values: Float64Array.from(await a.data()) }, "A matrix"),
  fromHost: ({ n, values }) => tf.tensor2d(Float32Array.from(values), [values.length / n, n]),
  tidy: (f) => tidyAny(f),
  free: (...values) => tf.dispose(values),
};

/** Wraps tf.tidy, which is typed for tensor containers only but walks a result of any type for tensors to keep. */
function tidyAny<T>(f: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = f();
    return result as tf.TensorContainer;
  });
  return result as T;
}
