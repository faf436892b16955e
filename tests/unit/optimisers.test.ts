import { memory, type Tensor1D, tensor1d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { OPTIMISERS, type OptimiserId } from "../../src/config/schema";
import { elementwise } from "../../src/kernels/tensors";
import { arrays, type Matrix, matrix } from "../../src/math/arrays";
import { random } from "../../src/math/random";
import { clipFactor } from "../../src/training/clip";
import { OPTIMISERS_BY_ID } from "../../src/training/optimisers";
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
        return id satisfies never;
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

describe.each(OPTIMISERS)("%s", (id) => {
  const optimiser = OPTIMISERS_BY_ID[id];

  it("moves every entry of an array as its paper says", () => {
    const algebra = arrays("float64");
    let held = Array.from({ length: optimiser.slots }, () =>
      algebra.zeros({ n: 2, values: new Float64Array(4) }),
    );
    for (const [i, g] of gradients.entries()) {
      const step = optimiser.step(algebra, matrix(g), held, RATE, i + 1);
      held = step.memory;
      for (const [k, moves] of columns(id).entries()) expect(step.move.values[k]).toBeCloseTo(moves[i], 10);
    }
  });

  it.each(BACKENDS)("moves a tensor on %s just so, and leaves none behind", async (backend) => {
    await useBackend(backend);
    const numbers = elementwise<Tensor1D>();
    const before = memory().numTensors;
    let held = Array.from({ length: optimiser.slots }, () => tensor1d([0, 0, 0, 0]));
    for (const [i, values] of gradients.entries()) {
      const g = tensor1d(values);
      const step = numbers.tidy(() => optimiser.step(numbers, g, held, RATE, i + 1));
      numbers.free(g, ...held);
      held = step.memory;
      const moved = await step.move.data();
      for (const [k, moves] of columns(id).entries()) expect(moved[k]).toBeCloseTo(moves[i], 6);
      step.move.dispose();
    }
    numbers.free(...held);
    expect(memory().numTensors).toBe(before);
  });

  it("turns a skew gradient into a skew move", () => {
    const algebra = arrays("float64");
    let held: Matrix[] = Array.from({ length: optimiser.slots }, () =>
      algebra.zeros({ n: 4, values: new Float64Array(16) }),
    );
    for (let i = 1; i <= STEPS; i++) {
      const any = { n: 4, values: Float64Array.from({ length: 16 }, stream.normal) };
      const step = optimiser.step(algebra, algebra.sub(any, algebra.adjoint(any)), held, RATE, i);
      held = step.memory;
      expect(algebra.adjoint(step.move)).toEqual(algebra.sub(algebra.zeros(any), step.move));
    }
  });
});

describe("clipping", () => {
  it("leaves a gradient within the threshold alone and brings a longer one down to it", () => {
    expect(clipFactor(0.5, 1)).toBe(1);
    expect(clipFactor(1, 1)).toBe(1);
    expect(250 * clipFactor(250, 2)).toBeCloseTo(2, 12);
  });
  it("is off at 0", () => {
    expect(clipFactor(1e30, 0)).toBe(1);
  });
});
