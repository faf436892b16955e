import { readFileSync } from "node:fs";
import {
  engine,
  getKernel,
  type KernelConfig,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { DEVICE_CASES } from "../../src/device-check/cases";
import { compareLosses } from "../../src/device-check/compare-losses";
import { compareDraws } from "../../src/device-check/compare-step";
import { differentMove, isWithinTolerance } from "../../src/device-check/difference";
import { excerptOf } from "../../src/device-check/excerpt";
import { verifyBackend, verifyConfig } from "../../src/device-check/self-test";
import { ACTIVATION_IDS } from "../../src/kernels/activations";
import { CELL_IDS } from "../../src/kernels/cells";
import { EXPONENTIAL_ADJOINT, STEP_MEASURES } from "../../src/kernels/matrices";
import { OPTIMISE } from "../../src/kernels/optimise";
import { RNN_PASS } from "../../src/kernels/rnn-pass";
import { random } from "../../src/math/random";
import { OPTIMISER_IDS } from "../../src/optimisers";
import { RULE_IDS } from "../../src/rules";
import { TASK_IDS, TASKS } from "../../src/tasks";
import { useBackend } from "./backends";

const taskOf = (config: RunConfig) => {
  const maker = TASKS[config.task];
  return maker.make(
    config,
    maker.files.map((file) => readFileSync(`public/${file}`, "utf8")),
  );
};
const SMALL: RunConfig = { ...DEFAULT_CONFIG, length: 6, recall: 1, units: 8, batch: 5 };

/** Plain JavaScript is the device, WebAssembly what it is measured against. */
beforeEach(async () => {
  await useBackend("wasm");
  await useBackend("cpu");
});

describe("a device that computes right is trusted", () => {
  it.each(DEVICE_CASES)("$title", async ({ config, steps, lanes }) => {
    const before = engine().memory().numTensors;
    const task = taskOf(config);
    for (const key of lanes) {
      const found =
        steps === 1
          ? await compareDraws(config, key, task, "wasm")
          : await compareLosses(config, key, task, "wasm", steps);
      expect(found.length).toBeGreaterThan(5);
      for (const { what, error } of found) expect(error, `lane ${key}: ${what}`).toBeLessThan(1e-4);
    }
    expect(engine().memory().numTensors).toBe(before);
  });

  it("by its single operations and by its step", async () => {
    expect(await verifyBackend()).toBeUndefined();
    expect(await verifyConfig(SMALL, taskOf(SMALL), "wasm")).toBeUndefined();
  });
});

it("everything in the tables of the lab is among the cases", () => {
  const configs = DEVICE_CASES.map(({ config }) => config);
  const lanes = configs.flatMap(({ a, b }) => [a, b]);
  for (const id of RULE_IDS.filter((rule) => rule !== "euclidean"))
    expect(
      lanes.some(({ rule }) => rule === id),
      id,
    ).toBe(true);
  for (const id of CELL_IDS)
    expect(
      lanes.some(({ cell }) => cell === id),
      id,
    ).toBe(true);
  for (const id of ACTIVATION_IDS)
    expect(lanes.filter(({ activation }) => activation === id).length, id).toBeGreaterThan(1);
  for (const id of OPTIMISER_IDS) {
    expect(
      lanes.some(({ optimiser }) => optimiser === id),
      id,
    ).toBe(true);
    expect(
      lanes.some(({ precondition }) => precondition === id),
      id,
    ).toBe(true);
  }
  for (const id of TASK_IDS)
    expect(
      configs.some(({ task }) => task === id),
      id,
    ).toBe(true);
  const titles = DEVICE_CASES.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

describe("a device that computes wrongly is refused, in a sentence that names what", () => {
  let restore = () => {};
  afterEach(() => restore());

  /** Changes what a kernel of the device returns. */
  function spoil(
    kernelName: string,
    change: (results: TensorInfo[], values: (of: TensorInfo) => Float32Array) => void,
  ) {
    const right = getKernel(kernelName, "cpu");
    const kernelFunc: KernelConfig["kernelFunc"] = (given) => {
      const results = right.kernelFunc(given);
      const backend = given.backend as { data: { get(id: object): { values: Float32Array } } };
      change([results].flat(), ({ dataId }) => backend.data.get(dataId).values);
      return results;
    };
    unregisterKernel(kernelName, "cpu");
    registerKernel({ kernelName, backendName: "cpu", kernelFunc });
    restore = () => {
      unregisterKernel(kernelName, "cpu");
      registerKernel(right);
    };
  }

  it.each([
    [
      "the adjoint of exp is 0",
      EXPONENTIAL_ADJOINT,
      0,
      /the adjoint derivative of exp at n = (33|67) is wrong/,
      /lane B .*(B|W) after the step is wrong/,
    ],
    ["∂L/∂W is 0", RNN_PASS, 1, /the ∂L\/∂W through .* is wrong/, /lane A ∂L\/∂W is wrong/],
    [
      "an optimiser moves nothing",
      OPTIMISE,
      0,
      /Adam at n = \d+ is wrong/,
      /lane [AB] .* after the step is wrong/,
    ],
  ] as const)("%s", async (_name, kernel, at, ofKernels, ofStep) => {
    spoil(kernel, (results, values) => results[at] && values(results[at]).fill(0));
    expect(await verifyBackend()).toMatch(ofKernels);
    expect(await verifyConfig(SMALL, taskOf(SMALL), "wasm")).toMatch(ofStep);
  });

  it("a drift that reads 0", async () => {
    spoil(STEP_MEASURES, ([measures], values) => {
      values(measures)[3] = 0;
    });
    expect(await verifyBackend()).toMatch(/‖∂L\/∂W‖ and ‖WW\* − I‖ at n = \d+ is wrong/);
    expect(await verifyConfig(SMALL, taskOf(SMALL), "wasm")).toMatch(/‖WW\* − I‖ is wrong/);
  });

  it("one number in a hundred, and NaN", async () => {
    spoil(RNN_PASS, (results, values) => {
      if (results[1]) values(results[1])[7] *= 1.5;
    });
    expect(await verifyConfig(SMALL, taskOf(SMALL), "wasm")).toMatch(
      /∂L\/∂W is wrong \(off by [\d.]+ %: number 8 of 64 is \S+.* where \S+.* is right\)/,
    );
    restore();
    spoil(RNN_PASS, (results, values) => {
      values(results[0])[0] = Number.NaN;
    });
    expect(await verifyConfig(SMALL, taskOf(SMALL), "wasm")).toMatch(
      /is wrong \(not finite: it is NaN where \S+ is right\)/,
    );
  });
});

it("a config whose numbers do not stay finite anywhere says nothing against a device", async () => {
  const config: RunConfig = {
    ...SMALL,
    length: 200,
    a: { ...SMALL.a, init: "gaussian", gain: 10, activation: "identity" },
  };
  expect(await verifyConfig(config, taskOf(config), "wasm")).toBeUndefined();
});

it("a rule that does nothing is wrong however small its step, and what rounding does to W is not", () => {
  const [before, moved] = [
    [1, 2],
    [1 + 1e-2, 2],
  ];
  expect(differentMove("W", before, moved, before)).toMatchObject({
    error: expect.closeTo(1e-2 / (1e-2 + 1e-3 * Math.hypot(...moved)), 6),
    example: { at: 0, of: 2, found: 1, wanted: 1 + 1e-2 },
  });
  expect(isWithinTolerance(differentMove("W", [1 + 1e-2 + 1e-7, 2], moved, before))).toBe(true);
  expect(differentMove("W", [Number.NaN, 2], moved, before).error).toBe(Number.POSITIVE_INFINITY);
});

it("a large config is checked on the last steps of a few of its sequences", () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, length: 900, units: 256, batch: 128 };
  const task = taskOf(config);
  const { size, steps, inputs, stepWeights } = excerptOf(config, task, 3);
  expect([size, steps]).toEqual([5, 200]);
  const whole = task.batch(random(config.seed, "batch 3"), 5);
  expect(inputs).toEqual(whole.inputs.slice(-inputs.length));
  expect(stepWeights).toEqual(whole.stepWeights.slice(-200));
});
