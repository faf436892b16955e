import type { ScanActivation } from "../../src/kernels/activations";
import type { Network } from "../../src/sequence/network";
import type { Batch } from "../../src/tasks/task";
import type { ExportedRun } from "../browser/lab-page";
import { backpropagate, type Rows } from "./network";

type Exported = Pick<ExportedRun, "config" | "lanes">;

/** The network of an exported lane with real units. */
export function networkIn({ config, lanes }: Exported, lane: 0 | 1): Network {
  const { W, V, b, U, c, threshold } = lanes[lane].weights;
  const columns = ({ shape: [rows, width], data }: typeof W) =>
    Array.from({ length: width * rows }, (_, i) => data[(i % rows) * width + Math.floor(i / rows)]);
  const [units, inputs] = V.shape;
  const each = threshold ? Array.from(threshold.data) : Array(units).fill(0);
  return {
    size: { inputs, units, outputs: U.shape[0], complex: false },
    activation: (lane === 0 ? config.a : config.b).activation as ScanActivation,
    w: Float32Array.from(W.data),
    parameters: Float32Array.from([...columns(V), ...b.data, ...columns(U), ...c.data, ...each]),
  };
}

/** The mean loss of an exported lane on a batch of classes, in float64. */
export function lossOf(
  { config, lanes }: Exported,
  lane: number,
  { inputs, targets, stepWeights, size }: Batch,
): number {
  const { weights } = lanes[lane];
  const [n, d] = weights.V.shape;
  const rows = (data: ArrayLike<number>, width: number): Rows =>
    Array.from({ length: data.length / width }, (_, i) =>
      Array.from({ length: width }, (_, j) => data[i * width + j]),
    );
  const oneHot = (kind: number) => Array.from({ length: d }, (_, j) => (j === kind ? 1 : 0));
  const threshold = weights.threshold ? { threshold: Array.from(weights.threshold.data) } : {};
  return backpropagate(
    {
      activation: (lane === 0 ? config.a : config.b).activation,
      W: rows(weights.W.data, n),
      V: rows(weights.V.data, d),
      b: Array.from(weights.b.data),
      U: rows(weights.U.data, n),
      c: Array.from(weights.c.data),
      ...threshold,
    },
    {
      X: rows(inputs, size).map((row) => row.map(oneHot)),
      Y: rows(targets, size),
      weights: Array.from(stepWeights),
    },
  ).loss;
}

/** Recomputes the first step of one lane of an exported run in float64. */
export function recomputeFirstStep({ config, initial }: ExportedRun, lane: 0 | 1) {
  const { weights } = initial.lanes[lane];
  const { inputs, targets, stepWeights } = initial.batch;
  const rows = ({ shape, data }: { shape: readonly number[]; data: ArrayLike<number> }): Rows =>
    Array.from({ length: shape[0] }, (_, i) =>
      Array.from({ length: shape[1] }, (_, j) => data[i * shape[1] + j]),
    );
  const [T, batch] = inputs.shape;
  const sequence = ({ data }: { data: ArrayLike<number> }, width: number) =>
    Array.from({ length: T }, (_, t) =>
      Array.from({ length: batch }, (_, k) =>
        Array.from({ length: width }, (_, j) => data[(t * batch + k) * width + j]),
      ),
    );
  const [, d] = weights.V.shape;
  const oneHot = (kind: number) => Array.from({ length: d }, (_, j) => (j === kind ? 1 : 0));
  const threshold = weights.threshold ? { threshold: Array.from(weights.threshold.data) } : {};
  return backpropagate(
    {
      activation: (lane === 0 ? config.a : config.b).activation,
      W: rows(weights.W),
      V: rows(weights.V),
      b: Array.from(weights.b.data),
      U: rows(weights.U),
      c: Array.from(weights.c.data),
      ...threshold,
    },
    {
      X:
        inputs.shape.length === 3
          ? sequence(inputs, inputs.shape[2])
          : rows(inputs).map((row) => row.map(oneHot)),
      Y: targets.shape.length === 3 ? sequence(targets, targets.shape[2]) : rows(targets),
      weights: Array.from(stepWeights.data),
    },
  );
}
