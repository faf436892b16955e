import { blockRows, type CellSize, places } from "../../src/kernels/cell-size";
import type { PassArrays } from "../../src/kernels/pass";
import { referencePass } from "../../src/kernels/reference-pass";
import type { PassAttributes } from "../../src/kernels/rnn-pass";
import type { Batch } from "../../src/tasks/task";
import type { ArrayOf } from "../../src/training/portable";

type Weights = Readonly<Record<string, ArrayOf>>;

/**
 * The losses before each step of a gated network in float64 from given weights: W moves by −α ∂L/∂W, everything else by
 * RMSProp. The gradients are the reference pass's, which the golden file verifies; the updates share no code with the lab.
 * @param weights in the column convention, as a lane exports them
 */
export function gatedLosses(
  size: CellSize,
  weights: Weights,
  batches: readonly Batch[],
  { rate, optimiserRate }: { readonly rate: number; readonly optimiserRate: number },
): number[] {
  const [k, d, o] = [blockRows(size), size.inputs, size.outputs];
  const values = (name: string) => Array.from(weights[name]?.data ?? []);
  const w = Float64Array.from(values("W"));
  const parameters = Float64Array.from([
    ...columns(values("V"), k, d),
    ...values("b"),
    ...columns(values("U"), o, size.units),
    ...values("c"),
    ...values("bm"),
  ]);
  const squares = new Float64Array(parameters.length);
  return batches.map((batch) => {
    const { loss, dW, dParameters } = gradients(size, w, parameters, batch);
    for (let i = 0; i < w.length; i++) w[i] -= rate * dW[i];
    for (let i = 0; i < parameters.length; i++) {
      const g = dParameters[i];
      squares[i] = 0.9 * squares[i] + 0.1 * g * g;
      parameters[i] -= (optimiserRate * g) / (Math.sqrt(squares[i]) + 1e-8);
    }
    return loss;
  });
}

const columns = (values: readonly number[], height: number, width: number) =>
  Array.from({ length: width }, (_, j) =>
    Array.from({ length: height }, (__, i) => values[i * width + j]),
  ).flat();

function gradients(size: CellSize, w: Float64Array, parameters: Float64Array, batch: Batch) {
  const { steps, size: count, inputs, targets, stepWeights } = batch;
  const total = count * stepWeights.reduce((sum, weight) => sum + weight, 0);
  // A pass is typed in float32, and computes in the numbers that it is given.
  const doubles = (values: Float64Array) => values as unknown as Float32Array;
  const rows = Float64Array.from(
    { length: steps * count },
    (_, r) => stepWeights[Math.floor(r / count)] / total,
  );
  const arrays: PassArrays = {
    w: doubles(w),
    parameters: doubles(parameters),
    inputs,
    targets,
    weights: doubles(rows),
    accuracyWeights: doubles(new Float64Array(steps * count)),
  };
  const attributes: PassAttributes = {
    activation: "tanh",
    size,
    steps,
    batch: count,
    first: 0,
    want: "gradients",
  };
  const results = [2, w.length, places(size).bm.end].map((length) => new Float64Array(length));
  referencePass(Float64Array)(attributes, arrays, results);
  const [[loss], dW, dParameters] = results;
  return { loss, dW, dParameters };
}
