import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { complexForm, realForm } from "../../src/math/complex";
import { projectToOrthogonal } from "../../src/math/nearest-orthogonal";
import { random } from "../../src/math/random";
import { complexSpectrum } from "../../src/math/spectrum";
import { copying } from "../../src/tasks/copying";
import { batchOf } from "../../src/training/lane-trainer";
import { Trainer } from "../../src/training/trainer";
import { complexLoss, derivative } from "../reference/complex-network";
import { BACKENDS, useBackend } from "./backends";

const config = (activation: "modrelu" | "tanh", changes: Partial<RunConfig> = {}): RunConfig => ({
  ...DEFAULT_CONFIG,
  length: 4,
  recall: 2,
  units: 5,
  batch: 3,
  ...changes,
  b: { ...DEFAULT_CONFIG.b, numbers: "complex", activation, init: "haar" },
});

describe.each(BACKENDS)("a complex lane on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(["modrelu", "tanh"] as const)(
    "has the loss of complex arithmetic and its gradient, with %s",
    async (activation) => {
      const run = config(activation);
      const task = copying.make(run, []);
      const trainer = await Trainer.begin(run, task);
      // Thresholds away from 0, so that they matter.
      for (let step = 0; step < 3; step++) await trainer.advance();
      const weights = await trainer.lanes.b.weights();
      const batch = batchOf(run, task, 3) as Parameters<typeof complexLoss>[2];
      await trainer.advance();
      const record = (await trainer.lanes.b.drain()).records.at(-1);
      expect(record?.step).toBe(3);
      expect(record?.loss).toBeCloseTo(complexLoss(weights, activation, batch), 5);
      // ‖G‖_F of the complex G = ∂L/∂Re + i ∂L/∂Im.
      let square = 0;
      for (const part of ["data", "imag"] as const) {
        for (let at = 0; at < 25; at++) square += derivative(weights, activation, batch, "W", part, at) ** 2;
      }
      expect((record?.gradNorm ?? 0) / Math.sqrt(square)).toBeCloseTo(1, 4);
      trainer.free();
    },
  );

  it("exports the gradient that finite differences give, entry by entry", async () => {
    const run = config("modrelu");
    const task = copying.make(run, []);
    const trainer = await Trainer.begin(run, task);
    const { weights, gradW } = trainer.lanes.b.initial;
    const batch = batchOf(run, task, 0) as Parameters<typeof complexLoss>[2];
    for (const part of ["data", "imag"] as const) {
      for (let at = 0; at < 25; at++) {
        const found = (gradW[part] as ArrayLike<number>)[at];
        expect(Math.abs(found - derivative(weights, "modrelu", batch, "W", part, at))).toBeLessThan(2e-6);
      }
    }
    trainer.free();
  });
});

describe("a complex lane in training", () => {
  beforeAll(() => useBackend("wasm"));

  it("keeps W unitary in the exp rule and learns to copy", async () => {
    const run = config("modrelu", { length: 15, recall: 2, units: 16, batch: 16 });
    const trainer = await Trainer.begin(run, copying.make(run, []));
    for (let step = 0; step < 300; step++) await trainer.advance();
    const drift = Math.max(...(await trainer.lanes.b.drain()).records.map((record) => record.drift));
    expect(drift).toBeLessThan(2e-5);
    expect(trainer.lanes.b.heldOut.loss).toBeLessThan(0.3 * ((2 * Math.log(4)) / 19));
    const { w } = await trainer.lanes.b.probe();
    const { re, im } = complexSpectrum({ n: 32, values: w });
    expect(re).toHaveLength(16);
    for (const [i, x] of re.entries()) expect(Math.abs(Math.hypot(x, im[i]) - 1)).toBeLessThan(1e-4);
    trainer.free();
  });
});

describe("the spectrum of a complex matrix", () => {
  const diagonal = (phases: number[]) => {
    const n = phases.length;
    const part = (of: (phase: number) => number) => ({
      n,
      values: Float64Array.from({ length: n * n }, (_, at) =>
        at % (n + 1) === 0 ? of(phases[at / (n + 1)]) : 0,
      ),
    });
    return realForm({ re: part(Math.cos), im: part(Math.sin) });
  };
  it("is neither doubled nor conjugated, even where eigenvalues are real, repeated or conjugate", () => {
    for (const phases of [
      [0.3, 1.2, -2.1],
      [0, 0, Math.PI],
      [0.5, -0.5, 2],
      [1, 1, 1, 1],
    ]) {
      const turn = projectToOrthogonal(
        realForm({
          re: {
            n: phases.length,
            values: Float64Array.from({ length: phases.length ** 2 }, random(1, "re").normal),
          },
          im: {
            n: phases.length,
            values: Float64Array.from({ length: phases.length ** 2 }, random(1, "im").normal),
          },
        }),
      ).nearest;
      const form = product(product(turn, diagonal(phases)), transpose(turn));
      const found = complexSpectrum(form);
      const left = Array.from(found.re, (re, i) => [re, found.im[i]]);
      for (const phase of phases) {
        const at = left.findIndex(([x, y]) => Math.hypot(x - Math.cos(phase), y - Math.sin(phase)) < 1e-9);
        expect(at, `e^(${phase}i)`).toBeGreaterThanOrEqual(0);
        left.splice(at, 1);
      }
      expect(left).toHaveLength(0);
    }
  });
  it("comes from the form that takes complex products to real ones", () => {
    const draw = random(2, "form").normal;
    const complex = () => ({
      re: { n: 2, values: Float64Array.from({ length: 4 }, draw) },
      im: { n: 2, values: Float64Array.from({ length: 4 }, draw) },
    });
    const [a, b] = [complex(), complex()];
    const { re, im } = complexForm(product(realForm(a), realForm(b)));
    for (const [i, j] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]) {
      let [x, y] = [0, 0];
      for (let k = 0; k < 2; k++) {
        const [ar, ai, br, bi] = [
          a.re.values[2 * i + k],
          a.im.values[2 * i + k],
          b.re.values[2 * k + j],
          b.im.values[2 * k + j],
        ];
        x += ar * br - ai * bi;
        y += ar * bi + ai * br;
      }
      expect(re.values[2 * i + j]).toBeCloseTo(x, 12);
      expect(im.values[2 * i + j]).toBeCloseTo(y, 12);
    }
  });
});

type Square = { n: number; values: Float64Array | Float32Array };
const product = (a: Square, b: Square): Square => ({
  n: a.n,
  values: Float64Array.from({ length: a.n ** 2 }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < a.n; k++)
      sum += a.values[Math.floor(at / a.n) * a.n + k] * b.values[k * a.n + (at % a.n)];
    return sum;
  }),
});
const transpose = (a: Square): Square => ({
  n: a.n,
  values: Float64Array.from(
    { length: a.n ** 2 },
    (_, at) => a.values[(at % a.n) * a.n + Math.floor(at / a.n)],
  ),
});
