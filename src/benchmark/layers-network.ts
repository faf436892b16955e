import * as tf from "@tensorflow/tfjs";
import type { BenchmarkNetwork } from "./network";
import { oneHotRows } from "./one-hot";
import { type Problem, RATE } from "./problem";

/** The network made from the layers of TensorFlow.js, trained by its own `trainOnBatch`. */
export function layersNetwork({ config, task, batch, weights }: Problem): BenchmarkNetwork {
  const { units: n } = config;
  const { steps, size } = batch;
  const [d, o] = [task.inputs, task.outputs];
  const model = tf.sequential({
    layers: [
      tf.layers.simpleRNN({
        units: n,
        activation: "tanh",
        returnSequences: true,
        inputShape: [steps, d],
        // The default would factorise a random matrix, which is replaced below anyway.
        recurrentInitializer: "zeros",
      }),
      tf.layers.dense({ units: o, activation: "softmax" }),
    ],
  });
  const optimizer = tf.train.adam(RATE);
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  tf.tidy(() =>
    model.setWeights([
      tf.tensor2d(weights.Vt, [d, n]),
      tf.tensor2d(weights.W, [n, n]).transpose(),
      tf.tensor1d(weights.b),
      tf.tensor2d(weights.Ut, [n, o]),
      tf.tensor1d(weights.c),
    ]),
  );
  /** One-hot sequences with the batch as first axis, as layers expect. */
  const sequences = (classes: Int32Array, width: number) =>
    tf.tidy(() => oneHotRows(classes, width).reshape([steps, size, width]).transpose([1, 0, 2]));
  const inputs = sequences(batch.inputs, d);
  const targets = sequences(batch.targets, o);
  let loss = Number.NaN;
  return {
    async step() {
      loss = Number(await model.trainOnBatch(inputs, targets));
    },
    loss: async () => loss,
    free() {
      model.dispose();
      optimizer.dispose();
      tf.dispose([inputs, targets]);
    },
  };
}
