import * as tf from "@tensorflow/tfjs-core";
import type { Device } from "../math/algebra";
import { matrix } from "../math/arrays";
import type { Elementwise } from "../math/elementwise";
import { linearCombination } from "./linear-combination";

/** Entry-by-entry arithmetic on tensors of one shape. Owners free what {@link Elementwise.tidy} returns. */
export function elementwise<T extends tf.Tensor>(): Elementwise<T> {
  return {
    zeros: (like) => tf.zerosLike(like),
    add: (a, b) => tf.add(a, b),
    sub: (a, b) => tf.sub(a, b),
    scale: (a, s) => tf.mul(a, s),
    shift: (a, s) => tf.add(a, s),
    divide: (a, b) => tf.div(a, b),
    square: (a) => tf.square(a),
    sqrt: (a) => tf.sqrt(a),
    tidy: (f) => tidyAny(f),
    free: (...values) => tf.dispose(values),
  };
}

/** Real matrices as float32 tensors on whatever backend runs. Owners free what {@link Elementwise.tidy} returns. */
export const tensors: Device<tf.Tensor2D> = {
  ...elementwise<tf.Tensor2D>(),
  precision: "float32",
  identity: (like) => tf.eye(like.shape[0]),
  mul: (a, b) => tf.matMul(a, b),
  combine: linearCombination,
  adjoint: (a) => tf.transpose(a),
  async norm1(a) {
    const norm = tf.tidy(() => tf.max(tf.sum(tf.abs(a), 0)));
    const [value] = await norm.data();
    norm.dispose();
    return value;
  },
  toHost: async (a) => matrix(await a.data()),
  fromHost: ({ n, values }) => tf.tensor2d(Float32Array.from(values), [n, n]),
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
