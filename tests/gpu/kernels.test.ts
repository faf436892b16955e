import { engine, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { LINEAR_COMBINATION, linearCombination } from "../../src/kernels/linear-combination";
import * as matrices from "../../src/kernels/matrices";
import { OPTIMISE, optimise } from "../../src/kernels/optimise";
import { RNN_PASS } from "../../src/kernels/rnn-pass";
import { arrays, type Matrix } from "../../src/math/arrays";
import { random } from "../../src/math/random";
import { OPTIMISERS_BY_ID } from "../../src/training/optimisers";
import * as entry from "../browser/kernels/entry";
import { KERNEL_CASES } from "../reference/kernel-cases";
import { relativeError } from "../reference/pass-example";
import { startDevice } from "./device";
import type { NanFilled } from "./nan-filled";

let filled: NanFilled;
const runs = vi.spyOn(engine(), "runKernel");
/** The largest error of all, as a share of what is allowed. */
let worst = { share: 0, of: "" };

beforeAll(async () => {
  filled = await startDevice();
});

afterAll(() => {
  const { made, reused } = filled.counts;
  console.log(`Worst error: ${(100 * worst.share).toFixed(0)} % of what is allowed, ${worst.of}.`);
  console.log(`${made} storage buffers were made, and one was used again ${reused} times, all full of NaN.`);
});

/** Has errors made by kernels, and finds none as large as the tolerance. */
async function check(of: string, tolerance: number, errors: () => Promise<Record<string, number>>) {
  for (const [name, error] of Object.entries(await errors())) {
    expect(error, name).toBeLessThan(tolerance);
    if (error > worst.share * tolerance) worst = { share: error / tolerance, of: `${of}: ${name}` };
  }
}

for (const { name, call, values, tolerance } of KERNEL_CASES) {
  test(name, () => {
    const errors = entry[call] as (...all: unknown[]) => Promise<Record<string, number>>;
    return check(name, tolerance, () => errors(...values));
  });
}

for (const n of [1, 5, 33, 67]) {
  const name = `what is done number by number agrees with float64: n ${n}`;
  test(name, () => check(name, 2e-6, () => elementErrors(n)));
}

/** Every optimiser, moving something and giving the move alone; the skew part, and sums of one to five matrices. */
async function elementErrors(n: number): Promise<Record<string, number>> {
  const algebra = arrays("float64");
  const stream = random(n, "elements");
  const draw = (from = -1): Matrix => ({
    n,
    values: Float32Array.from({ length: n * n }, () => stream.uniform(from, 1)),
  });
  const tensor = ({ values }: Matrix) => tensor2d(Float32Array.from(values), [n, n]);
  const errors: Record<string, number> = {};
  const compare = async (name: string, found: Tensor, wanted: Matrix) => {
    errors[name] = relativeError(await found.data(), wanted.values);
  };
  const [gradient, from] = [draw(), draw()];
  const at = { rate: 0.1, count: 3 };
  for (const [optimiser, formula] of Object.entries(OPTIMISERS_BY_ID)) {
    // Not near 0, where the root of a second moment has fewer bits.
    const slots = Array.from({ length: formula.slots }, () => draw(0.2));
    const attributes = { optimiser: optimiser as keyof typeof OPTIMISERS_BY_ID, ...at };
    for (const start of [undefined, from]) {
      const wanted = algebra.optimise(formula, gradient, slots, at, start);
      const found = optimise(tensor(gradient), slots.map(tensor), attributes, start && tensor(start));
      const which = `${optimiser}${start ? ", moving" : ""}`;
      await compare(which, found.result, wanted.result);
      for (const [i, slot] of found.memory.entries())
        await compare(`${which}, memory ${i}`, slot, wanted.memory[i]);
    }
  }
  await compare("skew part", matrices.skewPart(tensor(gradient)), algebra.skew(gradient));
  for (let count = 1; count <= 5; count++) {
    const terms = Array.from({ length: count }, () => draw());
    const coefficients = terms.map(() => stream.uniform(-1, 1));
    const found = linearCombination(coefficients, terms.map(tensor));
    await compare(`sum of ${count}`, found, algebra.combine(coefficients, terms));
  }
  return errors;
}

test("every kernel of the lab's own was among them", () => {
  const own = Object.values(matrices).filter((each) => typeof each === "string");
  const ran = new Set(runs.mock.calls.map(([name]) => name));
  for (const name of [...own, RNN_PASS, OPTIMISE, LINEAR_COMBINATION]) expect(ran).toContain(name);
});

test("nothing was written beyond the end of a buffer", async () => {
  expect(filled.counts.reused).toBeGreaterThan(100);
  expect(await filled.overrun()).toBe(0);
});
