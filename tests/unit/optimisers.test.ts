import { dispose, memory, type Tensor1D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import type { OptimiserId } from "../../src/config/schema";
import { optimise } from "../../src/kernels/optimise";
import { arrays, type Matrix, matrix } from "../../src/math/arrays";
import { random } from "../../src/math/random";
import { OPTIMISER_IDS, OPTIMISERS } from "../../src/optimisers";
import { clipped } from "../../src/training/clip";
import { BACKENDS, useBackend } from "./backends";

const RATE = 0.01;

/** What is subtracted from one number in each step, written out by hand from the papers. */
function movesOfOneNumber(id: OptimiserId, gradients: readonly number[]): number[] {
  let [v, s] = [0, 0];
  return gradients.map((g, i) => {
    const t = i + 1;
    switch (id) {
      case "sgd":
        return RATE * g;
      case "momentum":
        v = 0.9 * v + g;
        return RATE * v;
      case "rmsprop":
        s = 0.9 * s + 0.1 * g * g;
        return (RATE * g) / (Math.sqrt(s) + 1e-8);
      case "adam": {
        v = 0.9 * v + 0.1 * g;
        s = 0.999 * s + 0.001 * g * g;
        return (RATE * (v / (1 - 0.9 ** t))) / (Math.sqrt(s / (1 - 0.999 ** t)) + 1e-8);
      }
      default:
        throw new Error(`The reference has no optimiser “${id satisfies never}”: write it here.`);
    }
  });
}

const stream = random(1, "optimisers");
const STEPS = 6;
/** Four numbers' gradients in each of six steps; the last number's are always zero. */
const gradients = Array.from({ length: STEPS }, () => [...Array.from({ length: 3 }, stream.normal), 0]);
const columns = (id: OptimiserId) =>
  [0, 1, 2, 3].map((k) =>
    movesOfOneNumber(
      id,
      gradients.map((g) => g[k]),
    ),
  );

describe.each(OPTIMISER_IDS)("%s", (id) => {
  const optimiser = OPTIMISERS[id];

  it("updates every entry of an array by the formula of its paper", () => {
    const algebra = arrays("float64");
    let held = Array.from({ length: optimiser.slots }, () =>
      algebra.zeros({ n: 2, values: new Float64Array(4) }),
    );
    for (const [i, g] of gradients.entries()) {
      const step = algebra.optimise(id, matrix(g), held, { rate: RATE, count: i + 1 });
      held = step.memory;
      for (const [k, moves] of columns(id).entries()) expect(step.result.values[k]).toBeCloseTo(moves[i], 10);
    }
  });

  it.each(BACKENDS)("updates a tensor on %s in the same way, and leaves no tensor", async (backend) => {
    await useBackend(backend);
    const before = memory().numTensors;
    let held: Tensor1D[] = Array.from({ length: optimiser.slots }, () => tensor1d([0, 0, 0, 0]));
    const start = tensor1d([1, -1, 0, 2]);
    for (const [i, values] of gradients.entries()) {
      const g = tensor1d(values);
      const at = { optimiser: id, rate: RATE, count: i + 1 };
      const moves = optimise(g, held, at);
      const next = optimise(g, held, at, start);
      dispose([g, ...held, ...next.memory]);
      held = moves.memory;
      const [moved, left] = await Promise.all([moves.result.data(), next.result.data()]);
      for (const [k, wanted] of columns(id).entries()) {
        expect(moved[k]).toBeCloseTo(wanted[i], 6);
        expect(left[k]).toBeCloseTo([1, -1, 0, 2][k] - wanted[i], 6);
      }
      dispose([moves.result, next.result]);
    }
    dispose([start, ...held]);
    expect(memory().numTensors).toBe(before);
  });

  it("turns a skew gradient into a skew update", () => {
    const algebra = arrays("float64");
    let held: Matrix[] = Array.from({ length: optimiser.slots }, () =>
      algebra.zeros({ n: 4, values: new Float64Array(16) }),
    );
    for (let i = 1; i <= STEPS; i++) {
      const any = { n: 4, values: Float64Array.from({ length: 16 }, stream.normal) };
      const skew = algebra.sub(any, algebra.adjoint(any));
      const step = algebra.optimise(id, skew, held, { rate: RATE, count: i });
      held = step.memory;
      expect(algebra.adjoint(step.result)).toEqual(algebra.sub(algebra.zeros(any), step.result));
    }
  });
});

describe.each(BACKENDS)("clipping on %s", (backend) => {
  it.each([
    ["leaves a gradient within the threshold alone", 5, 6, 1],
    ["leaves one at the threshold alone", 5, 5, 1],
    ["brings a longer one down to the threshold", 5, 2, 0.4],
    ["leaves a gradient of 0 alone", 0, 1, 1],
  ])("%s", async (_, norm, threshold, factor) => {
    await useBackend(backend);
    const before = memory().numTensors;
    const gradient = tensor2d([[0.6 * norm, -0.8 * norm]]);
    const length = tensor1d([norm]);
    const result = clipped(gradient, length, threshold);
    const values = await result.data();
    expect(values[0]).toBeCloseTo(factor * 0.6 * norm, 6);
    expect(values[1]).toBeCloseTo(factor * -0.8 * norm, 6);
    dispose([gradient, length, result]);
    expect(memory().numTensors).toBe(before);
  });
});
