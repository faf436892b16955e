import { engine, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { SCAN_ACTIVATION_IDS } from "../../src/kernels/activations";
import { LINEAR_COMBINATION, linearCombination } from "../../src/kernels/linear-combination";
import * as matrices from "../../src/kernels/matrices";
import { OPTIMISE } from "../../src/kernels/optimise";
import { RNN_PASS } from "../../src/kernels/rnn-pass";
import { arrays, type Matrix } from "../../src/math/arrays";
import { random } from "../../src/math/random";
import * as entry from "../browser/kernels/entry";
import {
  GATED_IDS,
  KERNEL_CASES,
  MATRICES_TO_CUT,
  NEAR,
  PASSES_TO_CUT,
  SPREADS,
} from "../reference/kernel-cases";
import { relativeError } from "../reference/pass-example";
import { startDevice } from "./device";
import type { NanFilled } from "./nan-filled";

type Errors = Record<string, number>;
const FUNCTIONS: Readonly<Record<string, (...values: never[]) => Promise<Errors>>> = {
  passError: entry.passError,
  diagonalErrors: entry.diagonalErrors,
  matrixErrors: entry.matrixErrors,
};

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

function expectNear(of: string, errors: Errors, tolerance = NEAR) {
  for (const [name, error] of Object.entries(errors)) {
    expect(error, name).toBeLessThan(tolerance);
    if (error > worst.share * tolerance) worst = { share: error / tolerance, of: `${of}: ${name}` };
  }
}

for (const { name, call, values, tolerance } of KERNEL_CASES) {
  test(name, async () =>
    expectNear(name, await FUNCTIONS[call](...(values as readonly unknown[] as never[])), tolerance),
  );
}

test("every optimiser's step agrees with float64", async () => {
  expectNear("optimisers", await entry.optimiserErrors(9));
});

for (const n of [1, 5, 33, 67]) {
  test(`skew parts and sums agree with float64: n ${n}`, async () => {
    const algebra = arrays("float64");
    const stream = random(n, "elements");
    const draw = (): Matrix => ({
      n,
      values: Float32Array.from({ length: n * n }, () => stream.uniform(-1, 1)),
    });
    const tensor = ({ values }: Matrix) => tensor2d(Float32Array.from(values), [n, n]);
    const error = async (found: Tensor, { values }: Matrix) => relativeError(await found.data(), values);
    const one = draw();
    expectNear(`n ${n}`, { skew: await error(matrices.skewPart(tensor(one)), algebra.skew(one)) });
    for (let count = 1; count <= 5; count++) {
      const terms = Array.from({ length: count }, draw);
      const coefficients = terms.map(() => stream.uniform(-1, 1));
      const found = linearCombination(coefficients, terms.map(tensor));
      expectNear(`n ${n}`, { sum: await error(found, algebra.combine(coefficients, terms)) });
    }
  });
}

function expectSameBits([finest, coarser]: Awaited<ReturnType<typeof entry.passWhenCut>>) {
  expect(finest.dispatches).toBeGreaterThan(finest.uncut);
  for (const { differing } of [finest, coarser]) expect(differing).toBe(0);
}

for (const spread of SPREADS) {
  test.each(SCAN_ACTIVATION_IDS)(
    `a pass that is cut into dispatches has the same bits: %s, ${spread} threads`,
    async (id) => {
      for (const size of PASSES_TO_CUT) expectSameBits(await entry.passWhenCut(id, size, spread));
    },
  );
  test.each(["identity", "modrelu-complex"] as const)(
    `a pass of a diagonal that is cut into dispatches has the same bits: %s, ${spread} threads`,
    async (id) => {
      for (const size of PASSES_TO_CUT) expectSameBits(await entry.diagonalWhenCut(id, size, spread));
    },
  );
  test.each(GATED_IDS)(
    `a pass that is cut into dispatches has the same bits, and NaN and infinity are seen: %s, ${spread} threads`,
    async (cell) => {
      for (const size of PASSES_TO_CUT)
        expectSameBits(await entry.passWhenCut("tanh", { ...size, cell }, spread));
      expect(await entry.unseen("tanh", spread, cell)).toEqual([]);
    },
  );
  test.each(MATRICES_TO_CUT)(
    `matrices whose programs are cut have the same bits: n = %i, entries up to %f, ${spread} threads`,
    async (n, scale) => expectSameBits(await entry.matricesWhenCut(n, scale, spread)),
  );
  test.each(SCAN_ACTIVATION_IDS)(`NaN and infinity are seen: %s, ${spread} threads`, async (id) => {
    expect(await entry.unseen(id, spread)).toEqual([]);
  });
  test(`exp of what is not finite is NaN, and of what is large right: ${spread} threads`, async () => {
    for (const n of [5, 67]) expect(await entry.exponentialsRefuse(n, spread)).toEqual([true, true, true]);
    expect(await entry.largestTurn(spread)).toBeLessThan(0.05);
  });
  test(`the complex modReLU is right from 10⁻³⁰ to 10³⁰, ${spread} threads`, async () => {
    expectNear("extremes", await entry.extremeErrors(spread));
  });
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
