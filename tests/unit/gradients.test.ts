import { tensor1d } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { NUMBERS } from "../../src/config/schema";
import { ACTIVATION_IDS, type ActivationId, scanned } from "../../src/kernels/activations";
import { PARAMETERS, shapes, width } from "../../src/kernels/cell-size";
import { tensors } from "../../src/kernels/tensors";
import { complexForm, realForm } from "../../src/math/complex";
import { random } from "../../src/math/random";
import { type Cell, pass } from "../../src/training/cell";
import { freeBatch, uploadBatch } from "../../src/training/device-batch";
import type { ArrayOf } from "../../src/training/portable";
import { complexLoss } from "../reference/complex-network";
import { type Rows, backpropagate as reference, relativeError } from "../reference/network";
import { BACKENDS, useBackend } from "./backends";

const HEADS = ["cross-entropy", "squared error"] as const;
const [STEPS, BATCH] = [4, 2];

type Values = readonly number[];

/** The weights of one cell as flat numbers: W, or its real and imaginary parts, and then all other parameters. */
function weightsOf({ size }: Cell, values: Values): Record<string, ArrayOf> {
  const { inputs: d, units: n, outputs: o, complex } = size;
  const wide = width(size);
  const matrices = complex ? 2 * n * n : n * n;
  let at = matrices;
  const parts: Record<string, number[]> = {};
  for (const name of PARAMETERS) {
    const length = shapes(size)[name].reduce((product, x) => product * x, 1);
    parts[name] = values.slice(at, at + length);
    at += length;
  }
  // The lab keeps V and U transposed, and a complex unit's imaginary part n places after its real one.
  const transposed = (flat: number[], rows: number, columns: number, first: number, of: number) =>
    Array.from({ length: rows * columns }, (_, i) => {
      const [r, c] = [Math.floor(i / columns), i % columns];
      return flat[c * of + first + r];
    });
  const V = transposed(parts.Vt, n, d, 0, wide);
  const plain = (data: number[], shape: number[], imag: number[]): ArrayOf =>
    complex ? { shape, data, imag } : { shape, data };
  return {
    W: plain(values.slice(0, n * n), [n, n], values.slice(n * n, matrices)),
    V: plain(V, [n, d], transposed(parts.Vt, complex ? n : 0, d, n, wide)),
    b: plain(parts.b.slice(0, n), [n], parts.b.slice(n)),
    U: { shape: [o, wide], data: transposed(parts.Ut, o, wide, 0, o) },
    c: { shape: [o], data: parts.c },
    threshold: { shape: [n], data: parts.threshold },
  };
}

interface Sequences {
  readonly size: number;
  readonly steps: number;
  readonly inputs: Int32Array;
  readonly targets: Int32Array | Float32Array;
  readonly stepWeights: Float32Array;
}

/** The loss in float64 by the reference networks. */
function lossOf(cell: Cell, values: Values, batch: Sequences): number {
  const weights = weightsOf(cell, values);
  if (cell.size.complex) return complexLoss(weights, nameOf(cell), batch);
  const rows = ({ shape, data }: ArrayOf): Rows =>
    Array.from({ length: shape[0] }, (_, i) =>
      Array.from({ length: shape[1] }, (__, j) => data[i * shape[1] + j]),
    );
  const { outputs: o, inputs: d } = cell.size;
  const each = <T>(of: (row: number) => T) =>
    Array.from({ length: STEPS }, (_, t) => Array.from({ length: BATCH }, (__, k) => of(t * BATCH + k)));
  const { targets } = batch;
  return reference(
    {
      activation: cell.activation,
      W: rows(weights.W),
      V: rows(weights.V),
      b: Array.from(weights.b.data),
      U: rows(weights.U),
      c: Array.from(weights.c.data),
      threshold: Array.from(weights.threshold.data),
    },
    {
      X: each((row) => Array.from({ length: d }, (_, j) => Number(batch.inputs[row] === j))),
      Y: each((row) =>
        targets instanceof Float32Array ? Array.from(targets.subarray(row * o, (row + 1) * o)) : targets[row],
      ),
      weights: Array.from(batch.stepWeights),
    },
  ).loss;
}

const nameOf = ({ activation }: Cell) => (activation === "modrelu-complex" ? "modrelu" : activation);

/** The lab's gradient of the same numbers, in the same order. */
async function labGradient(cell: Cell, values: Values, batch: Sequences): Promise<number[]> {
  const { units: n, complex } = cell.size;
  const matrices = complex ? 2 * n * n : n * n;
  const part = (i: number) => ({ n, values: Float64Array.from(values.slice(i * n * n, (i + 1) * n * n)) });
  const w = tensors.fromHost(complex ? realForm({ re: part(0), im: part(1) }) : part(0));
  const parameters = tensor1d(values.slice(matrices));
  const device = uploadBatch({ ...batch, scored: new Uint8Array(STEPS).fill(1) });
  const found = pass(cell, w, parameters, device, "gradients");
  const dW = await tensors.toHost(found.dW);
  const { re, im } = complex ? complexForm(dW) : { re: dW, im: { values: [] } };
  const gradient = [...re.values, ...im.values, ...(await found.dParameters.data())];
  for (const tensor of [w, parameters, found.metrics, found.dW, found.dParameters]) tensor.dispose();
  freeBatch(device);
  return gradient;
}

/** A random cell and random sequences; every number is a float32, so that both sides start alike. */
function example(
  activation: ActivationId,
  head: (typeof HEADS)[number],
  complex: boolean,
  n: number,
  seed: number,
) {
  const stream = random(seed, "gradients");
  const [d, o] = [3, 2];
  const cell: Cell = {
    activation: scanned(activation, complex),
    size: { inputs: d, units: n, outputs: o, complex },
  };
  const parameters = PARAMETERS.map((name) => shapes(cell.size)[name].reduce((product, x) => product * x, 1));
  const length = parameters.reduce((sum, x) => sum + x, (complex ? 2 : 1) * n * n);
  const values = Array.from({ length }, () => Math.fround(stream.uniform(-0.7, 0.7)));
  const rows = STEPS * BATCH;
  const batch: Sequences = {
    size: BATCH,
    steps: STEPS,
    inputs: Int32Array.from({ length: rows }, () => stream.below(d)),
    targets:
      head === "cross-entropy"
        ? Int32Array.from({ length: rows }, () => stream.below(o))
        : Float32Array.from({ length: rows * o }, () => stream.uniform(-1, 1)),
    stepWeights: Float32Array.of(0, 1, 0.5, 2),
  };
  return { cell, values, batch };
}

const cases = ACTIVATION_IDS.flatMap((activation) =>
  HEADS.flatMap((head) => NUMBERS.map((numbers) => ({ activation, head, numbers }))),
);

describe.each(BACKENDS)("the gradient through the whole network on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(cases)("agrees with finite differences: $activation, $head, $numbers", async (one) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 1e6 }), async (n, seed) => {
        const { cell, values, batch } = example(one.activation, one.head, one.numbers === "complex", n, seed);
        const moved = (at: number, by: number) =>
          lossOf(
            cell,
            values.map((value, i) => (i === at ? value + by : value)),
            batch,
          );
        const step = 1e-6;
        const slopes = values.map((_, at) => (moved(at, step) - moved(at, -step)) / (2 * step));
        const found = await labGradient(cell, values, batch);
        // An activation without a threshold gives that parameter no gradient, on both sides.
        expect(relativeError(found, slopes)).toBeLessThan(1e-5);
      }),
      { numRuns: 5, seed: 1 },
    );
  });
});
