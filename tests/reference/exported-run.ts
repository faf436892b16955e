import type { ScanActivation } from "../../src/kernels/activations";
import type { Network } from "../../src/sequence/network";
import type { Batch } from "../../src/tasks/task";
import type { ExportedRun } from "../browser/lab-page";
import { backpropagate, type Rows } from "./network";

type Exported = Pick<ExportedRun, "config" | "lanes">;

/** The network of an exported lane; the W, V and b of a complex one in their real form. */
export function networkIn({ config, lanes }: Exported, lane: 0 | 1): Network {
  const { W, V, b, U, c, threshold } = lanes[lane].weights;
  const [units, inputs] = V.shape;
  const complex = W.imag !== undefined;
  const { activation } = lane === 0 ? config.a : config.b;
  const stacked = ({ data, imag }: typeof W) => [...data, ...(imag ?? [])];
  /** The columns of a matrix whose rows are so wide. */
  const columns = (data: readonly number[], width: number) =>
    Array.from({ length: width }, (_, j) => data.filter((_, at) => at % width === j)).flat();
  const row = (data: ArrayLike<number>, i: number) => Array.from(data).slice(i * units, (i + 1) * units);
  const real = (imag: ArrayLike<number>) => [
    ...Array.from({ length: units }, (_, i) => [...row(W.data, i), ...row(imag, i).map((x) => -x)]),
    ...Array.from({ length: units }, (_, i) => [...row(imag, i), ...row(W.data, i)]),
  ];
  return {
    size: { inputs, units, outputs: U.shape[0], complex },
    activation: (complex && activation === "modrelu" ? "modrelu-complex" : activation) as ScanActivation,
    w: Float32Array.from(W.imag ? real(W.imag).flat() : W.data),
    parameters: Float32Array.from([
      ...columns(stacked(V), inputs),
      ...stacked(b),
      ...columns(Array.from(U.data), U.shape[1]),
      ...c.data,
      ...(threshold?.data ?? Array(units).fill(0)),
    ]),
  };
}

/** The inputs of the exported sequence as vectors; a class as its one-hot vector. */
export function vectorsIn({ sequence: { inputs }, lanes }: Pick<ExportedRun, "sequence" | "lanes">): Rows {
  const { shape, data } = inputs;
  const [T, each] = shape;
  const [, d] = lanes[0].weights.V.shape;
  return Array.from({ length: T }, (_, t) =>
    Array.from({ length: d }, (_, j) => (each === undefined ? Number(data[t] === j) : data[t * each + j])),
  );
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
