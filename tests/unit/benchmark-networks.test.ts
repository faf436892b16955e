import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { jaxNetwork } from "../../src/benchmark/jax-network";
import { layersNetwork } from "../../src/benchmark/layers-network";
import { operationsNetwork } from "../../src/benchmark/operations-network";
import { ownNetwork } from "../../src/benchmark/own-network";
import { type Problem, problem } from "../../src/benchmark/problem";
import { referencePass } from "../../src/kernels/reference-pass";
import { freeBatch, uploadBatch } from "../../src/training/device-batch";
import { Lane } from "../../src/training/lane";
import { backpropagate, type Rows, relativeError } from "../reference/network";
import { useBackend } from "./backends";

const SMALL = { units: 9, batch: 3, steps: 24 };

const rows = (values: ArrayLike<number>, width: number): Rows =>
  Array.from({ length: values.length / width }, (_, i) =>
    Array.from({ length: width }, (_, j) => values[i * width + j]),
  );
const transposed = (matrix: Rows): Rows => matrix[0].map((_, j) => matrix.map((row) => row[j]));

/** Loss and gradients of the problem's start, in float64, from the definitions. */
function reference({ weights, batch, task, config }: Problem) {
  const { W, Vt, b, Ut, c } = weights;
  const inputs = rows(batch.inputs, batch.size).map((step) =>
    step.map((k) => Array.from({ length: task.inputs }, (_, i) => (i === k ? 1 : 0))),
  );
  return backpropagate(
    {
      activation: "tanh",
      W: rows(W, config.units),
      V: transposed(rows(Vt, config.units)),
      b: Array.from(b),
      U: transposed(rows(Ut, task.outputs)),
      c: Array.from(c),
    },
    { X: inputs, Y: rows(batch.targets, batch.size), weights: Array.from(batch.stepWeights) },
  );
}

describe("the networks that the benchmark compares", () => {
  beforeAll(() => useBackend("wasm"));

  it.each(["none", "exp"] as const)("start where a lane with the rule %s starts", async (rule) => {
    const { config, task, weights } = problem(SMALL, { rule, cell: "simple" });
    const lane = new Lane(config, "a", task);
    const { W, V, U } = await lane.weights();
    lane.free();
    expect(Array.from(W.data)).toEqual(Array.from(weights.W));
    expect(transposed(rows(V.data, task.inputs))).toEqual(rows(weights.Vt, SMALL.units));
    expect(transposed(rows(U.data, SMALL.units))).toEqual(rows(weights.Ut, task.outputs));
  });

  it("TensorFlow.js's autodiff finds the loss and all gradients of the definitions, and the engine's ∂L/∂W", async () => {
    const of = problem(SMALL, { rule: "none", cell: "simple" });
    const wanted = reference(of);
    const network = operationsNetwork(of);
    const { value, grads } = tf.variableGrads(network.forward, Object.values(network.variables));
    const gradient = async (name: keyof typeof network.variables) =>
      Array.from(await grads[network.variables[name].name].data());
    expect(relativeError(await value.data(), [wanted.loss])).toBeLessThan(1e-6);
    expect(relativeError(await gradient("W"), transposed(wanted.W).flat())).toBeLessThan(1e-5);
    expect(relativeError(await gradient("Vt"), transposed(wanted.V).flat())).toBeLessThan(1e-5);
    expect(relativeError(await gradient("b"), wanted.b)).toBeLessThan(1e-5);
    expect(relativeError(await gradient("Ut"), transposed(wanted.U).flat())).toBeLessThan(1e-5);
    expect(relativeError(await gradient("c"), wanted.c)).toBeLessThan(1e-5);

    const lane = new Lane(of.config, "a", of.task);
    const batch = uploadBatch(of.batch);
    const { data } = (await lane.measure(batch)).gradW;
    const engine = transposed(rows(data, SMALL.units)).flat();
    expect(relativeError(await gradient("W"), engine)).toBeLessThan(1e-5);
    lane.free();
    freeBatch(batch);
    tf.dispose([value, ...Object.values(grads)]);
    network.free();
  });

  it("all three have the same losses over five steps of Adam, and free their tensors", async () => {
    const of = problem(SMALL, { rule: "none", cell: "simple" });
    const before = tf.memory().numTensors;
    const losses: number[][] = [];
    for (const make of [ownNetwork, operationsNetwork, layersNetwork]) {
      const network = make(of);
      const seen: number[] = [];
      for (let step = 0; step < 5; step++) {
        await network.step();
        seen.push(await network.loss());
      }
      network.free();
      losses.push(seen);
    }
    const [ours, operations, layers] = losses;
    expect(ours[4]).toBeLessThan(ours[0]);
    expect(relativeError(operations, ours)).toBeLessThan(1e-4);
    expect(relativeError(layers, ours)).toBeLessThan(1e-4);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("an LSTM of ours and of the layers have the same losses over five steps of Adam", async () => {
    const of = problem(SMALL, { rule: "none", cell: "lstm" });
    const [ours, layers] = [ownNetwork(of), layersNetwork(of)];
    const losses: number[][] = [[], []];
    for (let step = 0; step < 5; step++)
      for (const [k, network] of [ours, layers].entries()) {
        await network.step();
        losses[k].push(await network.loss());
      }
    expect(losses[0][4]).toBeLessThan(losses[0][0]);
    expect(relativeError(losses[1], losses[0])).toBeLessThan(1e-4);
    ours.free();
    layers.free();
  });

  it.each([
    ["none", "simple"],
    ["exp", "simple"],
    ["none", "lstm"],
  ] as const)(
    "jax-js has our losses over five steps of Adam, with the rule %s and the cell %s",
    async (rule, cell) => {
      const of = problem(SMALL, { rule, cell });
      const [ours, jax] = [ownNetwork(of), await jaxNetwork(of, "wasm")];
      const losses: number[][] = [[], []];
      for (let step = 0; step < 5; step++)
        for (const [k, network] of [ours, jax].entries()) {
          await network.step();
          losses[k].push(await network.loss());
        }
      expect(losses[0][4]).toBeLessThan(losses[0][0]);
      expect(relativeError(losses[1], losses[0])).toBeLessThan(1e-5);
      ours.free();
      jax.free();
    },
  );

  it("a GRU of the layers is ours where W_m = 0: its reset gate stands inside the product", async () => {
    const of = problem(SMALL, { rule: "none", cell: "gru" });
    of.weights.W.fill(0, 2 * SMALL.units ** 2);
    const { W, Vt, b, Ut, c, bm } = of.weights;
    const { batch, task } = of;
    const size = { inputs: task.inputs, units: SMALL.units, outputs: task.outputs, complex: false };
    const weights = Float32Array.from(
      { length: batch.steps * batch.size },
      () => 1 / (batch.steps * batch.size),
    );
    const metrics = new Float64Array(2);
    referencePass(Float64Array)(
      {
        activation: "tanh",
        size: { ...size, cell: "gru" },
        steps: batch.steps,
        batch: batch.size,
        first: 0,
        want: "metrics",
      },
      {
        w: W,
        parameters: Float32Array.of(...Vt, ...b, ...Ut, ...c, ...bm),
        inputs: batch.inputs,
        targets: batch.targets,
        weights,
        accuracyWeights: weights,
      },
      [metrics],
    );
    const network = layersNetwork(of);
    await network.step();
    expect(relativeError([await network.loss()], [metrics[0]])).toBeLessThan(1e-5);
    network.free();
  });

  it("a sequence too short for the task is refused", () => {
    expect(() => problem({ ...SMALL, steps: 20 }, { rule: "none", cell: "simple" })).toThrow(
      "T is 20: it must be more than 20.",
    );
  });
});
