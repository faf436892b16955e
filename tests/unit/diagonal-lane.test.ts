import { beforeAll, describe, expect, it } from "vitest";
import { fitsChange } from "../../src/config/changes";
import { DEFAULT_CONFIG, type LaneConfig, type RunConfig } from "../../src/config/schema";
import { parseQuery } from "../../src/config/url";
import { expand } from "../../src/experiments/expand";
import { parsePlan } from "../../src/experiments/plan";
import { pendingChanges } from "../../src/store/lab-state";
import { copying } from "../../src/tasks/copying";
import { freeBatch, uploadBatch } from "../../src/training/device-batch";
import { Lane } from "../../src/training/lane";
import { batchOf } from "../../src/training/lane-trainer";
import { BACKENDS, useBackend } from "./backends";

const LRU: LaneConfig = {
  ...DEFAULT_CONFIG.a,
  rule: "diagonal",
  numbers: "complex",
  activation: "identity",
  ringMin: 0.6,
  ringMax: 0.8,
  phase: 1,
};
const N = 9;
const runOf = (a: LaneConfig): RunConfig => ({
  ...DEFAULT_CONFIG,
  ...{ length: 10, recall: 2, units: N, batch: 3 },
  a,
});
const laneOf = (a: LaneConfig) => new Lane(runOf(a), "a", copying.make(runOf(a), []));

async function weightsOf(a: LaneConfig) {
  const lane = laneOf(a);
  const weights = await lane.weights();
  lane.free();
  return weights;
}

/** |λ_j| and arg λ_j of W = diag(λ), [n, n] complex, whose other entries must be 0. */
function polarOf({ data, imag = [] }: { data: ArrayLike<number>; imag?: ArrayLike<number> }) {
  for (let i = 0; i < N * N; i++)
    if (i % (N + 1) !== 0) expect([data[i] === 0, imag[i] === 0]).toEqual([true, true]);
  return Array.from({ length: N }, (_, j) => {
    const [re, im] = [data[j * (N + 1)], imag[j * (N + 1)]];
    return { modulus: Math.hypot(re, im), angle: Math.atan2(im, re) };
  });
}

describe.each(BACKENDS)("a linear recurrent unit on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  it("starts on its ring, with the rows of V scaled by √(1 − |λ|²), and so again after Reset", async () => {
    const weights = await weightsOf(LRU);
    const polar = polarOf(weights.W);
    for (const { modulus, angle } of polar) {
      expect(modulus).toBeGreaterThan(0.6);
      expect(modulus).toBeLessThan(0.8);
      expect(angle).toBeGreaterThanOrEqual(0);
      expect(angle).toBeLessThan(1);
    }
    expect(new Set(polar.map(({ modulus }) => modulus)).size).toBe(N);
    // The rows of a lane that differs in the rule alone.
    const { V, U, b, c } = await weightsOf({ ...LRU, rule: "frozen" });
    const d = V.shape[1];
    for (const part of ["data", "imag"] as const)
      for (const [at, value] of Array.from(V[part] as ArrayLike<number>).entries()) {
        const scale = Math.sqrt(1 - polar[Math.floor(at / d)].modulus ** 2);
        expect((weights.V[part] as ArrayLike<number>)[at]).toBeCloseTo(scale * value, 7);
      }
    expect([weights.U, weights.b, weights.c]).toEqual([U, b, c]);
    expect(await weightsOf(LRU)).toEqual(weights);
    expect((await weightsOf({ ...LRU, phase: 2 })).W).not.toEqual(weights.W);
  });

  it("has on the whole circle a ring that is uniform in area and in phase", async () => {
    const run = { ...runOf({ ...LRU, ringMin: 0.2, ringMax: 0.9, phase: 6.2832 }), units: 250 };
    const lane = new Lane(run, "a", copying.make(run, []));
    const { data, imag = [] } = (await lane.weights()).W;
    lane.free();
    const lambda = Array.from({ length: 250 }, (_, j) => [data[j * 251], imag[j * 251]]);
    const mean = (of: (z: number[]) => number) => lambda.reduce((sum, z) => sum + of(z), 0) / 250;
    // Some four standard errors of a mean of 250.
    expect(Math.abs(mean(([re, im]) => re * re + im * im) - (0.04 + 0.81) / 2)).toBeLessThan(0.055);
    expect(Math.abs(mean(([re]) => re))).toBeLessThan(0.12);
    expect(Math.abs(mean(([, im]) => im))).toBeLessThan(0.12);
  });

  it("measures drift and ‖∂L/∂W‖ of the W and the gradient that it exports, and keeps the diagonal", async () => {
    const lane = laneOf(LRU);
    const task = copying.make(runOf(LRU), []);
    const batch = uploadBatch(batchOf(runOf(LRU), task, 0));
    for (let step = 0; step < 3; step++) {
      const { gradNorm, drift, gradW } = await lane.measure(batch);
      const polar = polarOf((await lane.weights()).W);
      const wanted = Math.hypot(...polar.map(({ modulus }) => modulus ** 2 - 1));
      expect(Math.abs(drift / wanted - 1)).toBeLessThan(1e-5);
      const slopes = polarOf(gradW);
      expect(Math.abs(gradNorm / Math.hypot(...slopes.map(({ modulus }) => modulus)) - 1)).toBeLessThan(1e-5);
      const probed = await lane.probe(batchOf(runOf(LRU), task, 0));
      expect(Math.abs(probed.drift / wanted - 1)).toBeLessThan(1e-6);
      expect(probed.w).toHaveLength(4 * N * N);
      expect(probed.size.diagonal).toBeUndefined();
      await lane.train(batch, 0.5);
    }
    freeBatch(batch);
    lane.free();
  });

  it.each([
    ["exp", "diagonal"],
    ["diagonal", "exp"],
    ["diagonal", "none"],
  ] as const)("begins and ends with a run: from %s to %s only after Reset", async (from, to) => {
    const [before, after] = [from, to].map((rule) => ({ ...LRU, rule }));
    const lane = laneOf(before);
    const { W } = await lane.weights();
    expect(await lane.adjust(after)).toMatch(/linear recurrent unit.*after Reset/);
    expect((await lane.weights()).W).toEqual(W);
    lane.free();
    const [applied, config] = [runOf(before), runOf(after)];
    const state = { applied, config, stopped: { a: null, b: null } } as Parameters<typeof pendingChanges>[0];
    expect(pendingChanges(state)).toEqual([{ key: "a.rule", from, to }]);
    expect(fitsChange(applied, { step: 3, setting: "a.rule", from, to })).toBe(false);
  });
});

describe("the ends of a ring in the wrong order", () => {
  it("are exchanged with a sentence in an address", () => {
    const { config, refusals } = parseQuery("a.rule=diagonal&a.numbers=complex&a.ringMin=0.95&a.ringMax=0.5");
    expect([config.a.ringMin, config.a.ringMax]).toEqual([0.5, 0.95]);
    expect(refusals.map(({ message }) => message)).toEqual([
      "a.ringMin and a.ringMax were exchanged: a ring cannot reach from 0.95 to 0.5.",
    ]);
  });

  it("are refused in a plan", () => {
    const networks = [{ name: "LRU", rule: "diagonal", numbers: "complex", ringMin: 0.95, ringMax: 0.5 }];
    const plan = parsePlan({ format: "unitary-rnn-lab/plan", version: 1, id: "x", name: "x", networks });
    expect(() => expand(plan)).toThrow("Network “LRU”: a ring cannot reach from 0.95 to 0.5.");
  });

  it("|λ| = 1 is refused, which no λ of this rule has", () => {
    const { config, refusals } = parseQuery("a.ringMax=1");
    expect(config.a.ringMax).toBe(0.999);
    expect(refusals[0].message).toMatch(/ringMax.*from 0\.01 to 0\.9999/);
  });
});
