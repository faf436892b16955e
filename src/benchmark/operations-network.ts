import * as tf from "@tensorflow/tfjs";
import type { BenchmarkNetwork } from "./network";
import { oneHotRows } from "./one-hot";
import { type Problem, RATE } from "./problem";

const NAMES = ["W", "Vt", "b", "Ut", "c"] as const;

/** A network written with TensorFlow.js operations: a loop over time, one loss, and its gradients by autodiff. */
export interface OperationsNetwork extends BenchmarkNetwork {
  /** The variables; W is stored transposed, for row vectors of states. */
  readonly variables: Readonly<Record<(typeof NAMES)[number], tf.Variable>>;
  /** The mean cross-entropy over batch and time steps; to be called in a tidy. */
  forward(): tf.Scalar;
}

/**
 * h_t = tanh(W h_{t−1} + V x_t + b), y_t = U h_t + c. For speed, all inputs are multiplied by V in one product
 * and all states by U in another.
 */
export function operationsNetwork({ config, task, batch, weights }: Problem): OperationsNetwork {
  const { units: n } = config;
  const [rows, d, o] = [batch.steps * batch.size, task.inputs, task.outputs];
  const variable = (make: () => tf.Tensor) => {
    const initial = tf.tidy(make);
    const made = tf.variable(initial);
    initial.dispose();
    return made;
  };
  const variables = {
    W: variable(() => tf.tensor2d(weights.W, [n, n]).transpose()),
    Vt: variable(() => tf.tensor2d(weights.Vt, [d, n])),
    b: variable(() => tf.tensor1d(weights.b)),
    Ut: variable(() => tf.tensor2d(weights.Ut, [n, o])),
    c: variable(() => tf.tensor1d(weights.c)),
  };
  const inputs = oneHotRows(batch.inputs, d);
  const targets = oneHotRows(batch.targets, o);
  const optimiser = tf.train.adam(RATE);
  let last: tf.Scalar | null = null;

  const forward = () => {
    const { W, Vt, b, Ut, c } = variables;
    const inputTerms = inputs.matMul(Vt).add(b).reshape([batch.steps, batch.size, n]).unstack();
    let h: tf.Tensor = tf.zeros([batch.size, n]);
    const states = inputTerms.map((z) => {
      h = z.add(h.matMul(W)).tanh();
      return h;
    });
    const outputs = tf.stack(states).reshape([rows, n]).matMul(Ut).add(c);
    return tf.losses.softmaxCrossEntropy(targets, outputs) as tf.Scalar;
  };

  return {
    variables,
    forward,
    async step() {
      last?.dispose();
      last = optimiser.minimize(forward, true, Object.values(variables));
    },
    async loss() {
      if (!last) throw new Error("No step has been made yet.");
      return (await last.data())[0];
    },
    free() {
      last?.dispose();
      optimiser.dispose();
      tf.dispose([inputs, targets, ...Object.values(variables)]);
    },
  };
}
