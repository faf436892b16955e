import { memory, type Tensor, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ACTIVATIONS } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { backpropagate, frobeniusNorms, lastStepGradient } from "../../src/training/cell";
import { freeBatch, uploadBatch } from "../../src/training/device-batch";
import { pack } from "../../src/training/parameters";
import { norms, type Rows, backpropagate as reference, relativeError } from "../reference/network";
import { BACKENDS, useBackend } from "./backends";

const rows = (height: number, width: number, draw: () => number): Rows =>
  Array.from({ length: height }, () => Array.from({ length: width }, draw));
const transpose = (m: Rows): Rows => m[0].map((_, j) => m.map((row) => row[j]));

/** What goes in and what is asked for. */
const FORMS = ["classes in, classes out", "numbers in, classes out", "numbers in, numbers out"] as const;
type Form = (typeof FORMS)[number];

/** A small network on random sequences, with losses from step `first` on. */
function example(activation: (typeof ACTIVATIONS)[number], n: number, first: number, form: Form) {
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

  const cases = ACTIVATIONS.flatMap((activation) =>
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
      const parameters = tidy(() =>
        pack({
          Vt: tensor2d(transpose(network.V)),
          b: tensor1d(network.b),
          Ut: tensor2d(transpose(network.U)),
          c: tensor1d(network.c),
          threshold: tensor1d(network.threshold),
        }),
      );
      const found = tidy(() => {
        const pass = backpropagate(cell, w, parameters, device);
        const last = lastStepGradient(cell, w, parameters, device, pass);
        const { loss, dW, dH, dParameters } = pass;
        return { loss, dW, dH, dParameters, last: frobeniusNorms(last) };
      });
      const wanted = reference(network, sequences);
      const close = async (tensor: Tensor, values: number[]) =>
        expect(relativeError(await tensor.data(), values)).toBeLessThan(5e-6);
      await close(found.loss, [wanted.loss]);
      await close(found.dW, wanted.W.flat());
      await close(found.dH, wanted.dH.flat(2));
      const threshold = activation === "modrelu" ? wanted.threshold : network.threshold;
      await close(found.dParameters, [
        ...transpose(wanted.V).flat(),
        ...wanted.b,
        ...transpose(wanted.U).flat(),
        ...wanted.c,
        ...threshold,
      ]);
      const alone = sequences.weights.map((_, t) => (t === 6 ? 1 : 0));
      await close(found.last, norms(reference(network, { ...sequences, weights: alone }).dH));
      for (const tensor of [...Object.values(found), w, parameters]) tensor.dispose();
      freeBatch(device);
      expect(memory().numTensors).toBe(before);
    },
  );

  it("measures norms whose squares would underflow or overflow", async () => {
    const x = tensor2d([
      [3e-30, 4e-30],
      [3e30, 4e30],
      [0, 0],
      [Number.POSITIVE_INFINITY, 1],
    ]);
    const found = await frobeniusNorms(x).data();
    expect(found[0] / 5e-30).toBeCloseTo(1, 6);
    expect(found[1] / 5e30).toBeCloseTo(1, 6);
    expect(found[2]).toBe(0);
    expect(found[3]).toBe(Number.POSITIVE_INFINITY);
  });
});
