import { memory, type Tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ACTIVATION_IDS, type ActivationId } from "../../src/kernels/activations";
import { random } from "../../src/math/random";
import { timeStepNorms } from "../../src/math/time-step-norms";
import { pass } from "../../src/training/cell";
import { freeBatch, lastStepAlone, uploadBatch } from "../../src/training/device-batch";
import { norms, type Rows, backpropagate as reference, relativeError } from "../reference/network";
import { BACKENDS, useBackend } from "./backends";

const rows = (height: number, width: number, draw: () => number): Rows =>
  Array.from({ length: height }, () => Array.from({ length: width }, draw));
const transpose = (m: Rows): Rows => m[0].map((_, j) => m.map((row) => row[j]));

/** What goes in and what is asked for. */
const FORMS = ["classes in, classes out", "numbers in, classes out", "numbers in, numbers out"] as const;
type Form = (typeof FORMS)[number];

/** A small network on random sequences, with losses from step `first` on. */
function example(activation: ActivationId, n: number, first: number, form: Form) {
  const stream = random(n, `cell ${activation}`);
  const [T, size, d, o] = [7, 3, 4, 5];
  const draw = () => stream.uniform(-0.6, 0.6);
  const network = {
    activation,
    W: rows(n, n, draw),
    V: rows(n, d, draw),
    b: rows(1, n, draw)[0],
    U: rows(o, n, draw),
    c: rows(1, o, draw)[0],
    threshold:
      activation === "modrelu" ? rows(1, n, () => stream.uniform(-0.3, 0.3))[0] : rows(1, n, () => 0)[0],
  };
  const classes = (count: number) => Int32Array.from({ length: T * size }, () => stream.below(count));
  const reals = (width: number) =>
    Float32Array.from({ length: T * size * width }, () => stream.uniform(-1, 1));
  const inputs = form === "classes in, classes out" ? classes(d) : reals(d);
  const targets = form === "numbers in, numbers out" ? reals(o) : classes(o);
  const stepWeights = Float32Array.from({ length: T }, (_, t) => (t < first ? 0 : 1 + (t % 2)));
  const scored = new Uint8Array(T).fill(1, first);
  const everyRow = <Entry>(of: (row: number) => Entry) =>
    Array.from({ length: T }, (_, t) => Array.from({ length: size }, (_, k) => of(t * size + k)));
  const batch = { size, steps: T, inputs, targets, stepWeights, scored };
  const sequences = {
    X: everyRow((row) =>
      Array.from({ length: d }, (_, j) => {
        if (inputs instanceof Float32Array) return inputs[row * d + j];
        return inputs[row] === j ? 1 : 0;
      }),
    ),
    Y: everyRow((row) =>
      targets instanceof Float32Array ? Array.from(targets.subarray(row * o, (row + 1) * o)) : targets[row],
    ),
    weights: Array.from(stepWeights),
  };
  return {
    network,
    batch,
    sequences,
    cell: { activation, size: { inputs: d, units: n, outputs: o, complex: false } },
  };
}

describe.each(BACKENDS)("one pass on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  const cases = ACTIVATION_IDS.flatMap((activation) =>
    [1, 5, 8].flatMap((n) =>
      [0, 6].flatMap((first) => FORMS.map((form) => ({ activation, n, first, form }))),
    ),
  );

  it.each(cases)(
    "agrees with the float64 reference: $activation, n = $n, losses from step $first, $form",
    async ({ activation, n, first, form }) => {
      const { network, batch, sequences, cell } = example(activation, n, first, form);
      const before = memory().numTensors;
      const device = uploadBatch(batch);
      const w = tensor2d(network.W);
      const parameters = tensor1d([
        ...transpose(network.V).flat(),
        ...network.b,
        ...transpose(network.U).flat(),
        ...network.c,
        ...network.threshold,
      ]);
      const found = pass(cell, w, parameters, device, "trace");
      const metrics = pass(cell, w, parameters, device, "metrics");
      const lastDevice = uploadBatch(lastStepAlone(batch));
      const last = pass(cell, w, parameters, lastDevice, "trace");
      const wanted = reference(network, sequences);
      const close = async (tensor: Tensor, values: number[]) =>
        expect(relativeError(await tensor.data(), values)).toBeLessThan(5e-6);
      const [[loss], [alike]] = await Promise.all([found.metrics.data(), metrics.metrics.data()]);
      expect(relativeError([loss], [wanted.loss])).toBeLessThan(5e-6);
      expect(alike).toBe(loss);
      await close(found.dW, wanted.W.flat());
      await close(found.gradient, wanted.dH.flat(2));
      const threshold = activation === "modrelu" ? wanted.threshold : network.threshold.map(() => 0);
      await close(found.dParameters, [
        ...transpose(wanted.V).flat(),
        ...wanted.b,
        ...transpose(wanted.U).flat(),
        ...wanted.c,
        ...threshold,
      ]);
      const alone = sequences.weights.map((_, t) => (t === 6 ? 1 : 0));
      const lastNorms = timeStepNorms(Float32Array.from(await last.gradient.data()), batch.size * n);
      const wantedNorms = norms(reference(network, { ...sequences, weights: alone }).dH);
      expect(relativeError(lastNorms, wantedNorms)).toBeLessThan(5e-6);
      const results = [...Object.values(found), ...Object.values(last), metrics.metrics];
      for (const tensor of [...results, w, parameters]) tensor.dispose();
      for (const each of [device, lastDevice]) freeBatch(each);
      expect(memory().numTensors).toBe(before);
    },
  );

  /** y = x: one unit an output, W = 0, V = U = I, σ the identity; every row of the one step is an answer. */
  async function scoresOf(outputs: Rows, targets: Tensor, weights: number[]): Promise<Float32Array> {
    const o = outputs[0].length;
    const size = { inputs: o, units: o, outputs: o, complex: false };
    const unit = outputs[0].flatMap((_, i) => outputs[0].map((__, j) => Number(i === j)));
    const zeros = new Array<number>(o).fill(0);
    const device = {
      steps: 1,
      size: outputs.length,
      first: 0,
      inputs: tensor2d(outputs),
      targets,
      weights: tensor1d(weights),
      accuracyWeights: tensor1d(weights),
    };
    const w = tensor2d(new Array<number>(o * o).fill(0), [o, o]);
    const parameters = tensor1d([...unit, ...zeros, ...unit, ...zeros, ...zeros]);
    const { metrics } = pass({ activation: "identity", size }, w, parameters, device, "metrics");
    const values = Float32Array.from(await metrics.data());
    for (const tensor of [w, parameters, metrics]) tensor.dispose();
    freeBatch(device);
    return values;
  }

  it("counts a real-valued answer as right if every number in it is within 0.04", async () => {
    const outputs = [
      [1.03, 0],
      [1.05, 0],
      [0.5, 0],
      [1, -0.03],
      [1, Number.NaN],
    ];
    const targets = tensor2d([1, 0, 1, 0, 1, 0, 1, 0, 1, 0], [5, 2]);
    const [, right] = await scoresOf(outputs, targets, [0.5, 0.05, 0.05, 0.25, 0.15]);
    expect(right).toBeCloseTo(0.75, 6);
  });

  it("counts a class as right if its output is the largest, and the first of equal ones", async () => {
    const outputs = [
      [-3, 2, 1],
      [0, 5, 6],
      [4, 4, 0],
    ];
    const [, right] = await scoresOf(outputs, tensor1d([1, 1, 1], "int32"), [0.6, 0.3, 0.1]);
    expect(right).toBeCloseTo(0.6, 6);
  });

  it("squares the distance without halving it", async () => {
    const [loss] = await scoresOf([[4, 6]], tensor2d([[1, 2]]), [0.5]);
    expect(loss).toBeCloseTo(12.5, 6);
  });

  it("gives NaN for the loss of an output that is infinite", async () => {
    const [loss] = await scoresOf([[Number.POSITIVE_INFINITY, 0]], tensor1d([0], "int32"), [1]);
    expect(loss).toBeNaN();
  });
});

describe("norms of each time step", () => {
  it("are right if squares would underflow or overflow in float32", () => {
    const found = timeStepNorms(Float32Array.from([3e-30, 4e-30, 3e30, 4e30, 0, 0]), 2);
    expect(found[0] / 5e-30).toBeCloseTo(1, 6);
    expect(found[1] / 5e30).toBeCloseTo(1, 6);
    expect(found[2]).toBe(0);
    expect(timeStepNorms(Float32Array.from([Number.POSITIVE_INFINITY, 1]), 2)[0]).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});
