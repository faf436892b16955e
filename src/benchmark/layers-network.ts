import * as tf from "@tensorflow/tfjs";
import type { BenchmarkNetwork } from "./network";
import { oneHotRows } from "./one-hot";
import { type Problem, RATE } from "./problem";

/** The order of the gates’ blocks in its layers, as places in the lab’s. */
const BLOCKS = { simple: [0], lstm: [0, 1, 2, 3], gru: [1, 0, 2] } as const;

/**
 * The network made from the layers of TensorFlow.js, trained by its own `trainOnBatch`. Its GRU has the reset gate inside the
 * product, m = tanh(V x + b + W (r∘h)), and no other.
 */
export function layersNetwork({ config, task, batch, weights }: Problem): BenchmarkNetwork {
  const { units: n } = config;
  const { steps, size } = batch;
  const [d, o] = [task.inputs, task.outputs];
  const { cell } = config.a;
  const options = {
    units: n,
    activation: "tanh" as const,
    returnSequences: true,
    inputShape: [steps, d],
    // The default would factorise a random matrix, which is replaced below anyway.
    recurrentInitializer: "zeros" as const,
  };
  const gated = { ...options, recurrentActivation: "sigmoid" as const };
  const layer = {
    simple: () => tf.layers.simpleRNN(options),
    lstm: () => tf.layers.lstm(gated),
    gru: () => tf.layers.gru(gated),
  };
  const order: readonly number[] = BLOCKS[cell];
  const columns = order.length * n;
  /** [rows, blocks·n] in the layer’s order. @param entry that of a row, of a unit of a block in the lab’s order */
  const stacked = (rows: number, entry: (row: number, block: number, unit: number) => number) => {
    const values = Float32Array.from({ length: rows * columns }, (_, at) => {
      const column = at % columns;
      return entry(Math.floor(at / columns), order[Math.floor(column / n)], column % n);
    });
    return tf.tensor2d(values, [rows, columns]);
  };
  const model = tf.sequential({
    layers: [layer[cell](), tf.layers.dense({ units: o, activation: "softmax" })],
  });
  const optimizer = tf.train.adam(RATE);
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  tf.tidy(() =>
    model.setWeights([
      stacked(d, (row, block, unit) => weights.Vt[row * columns + block * n + unit]),
      stacked(n, (row, block, unit) => weights.W[(block * n + unit) * n + row]),
      stacked(1, (_, block, unit) => weights.b[block * n + unit]).flatten(),
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
