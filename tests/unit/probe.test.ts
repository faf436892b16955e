import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { SCAN_ACTIVATIONS } from "../../src/kernels/activations";
import { places } from "../../src/kernels/cell-size";
import { scan } from "../../src/kernels/reference-scan";
import { forward } from "../../src/sequence/network";
import { softmax } from "../../src/sequence/softmax";
import { stepJacobians, timeStep } from "../../src/sequence/step-jacobian";
import { TASKS } from "../../src/tasks";
import { measureStates } from "../../src/training/states";
import { Trainer } from "../../src/training/trainer";
import { BACKENDS, useBackend } from "./backends";

describe.each(BACKENDS)("a probe on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  const cell = (units: number, complex: boolean) => ({
    activation: complex ? ("modrelu-complex" as const) : ("relu" as const),
    size: { inputs: 1, units, outputs: 1, complex },
  });
  /** Two steps of two sequences of four numbers. */
  const states = Float32Array.from([0, 0, 1, 0, 0, 0, 0, 0, 0, -2, 0, 0, 0, 0, 0, 1e-30]);

  it("counts as dead the units that are 0 at every time step of every sequence", () => {
    // Only the first of the four is never anything but 0.
    expect(measureStates(cell(4, false), states, new Float32Array(4)).deadUnits).toBe(1);
  });

  it("counts a complex unit as dead if both its parts are 0", () => {
    // Units (1, 3) and (2, 4): both have a part that lives.
    expect(measureStates(cell(2, true), states, new Float32Array(2)).deadUnits).toBe(0);
  });

  it("follows the first sequence of the batch through the network, as the scan in float64 does", async () => {
    const config = { ...DEFAULT_CONFIG, units: 5, length: 6, batch: 3, steps: 10 };
    const task = TASKS.copying.make(config, []);
    const trainer = await Trainer.begin(config, task);
    await trainer.advance();
    const { trajectory, w, deadUnits: dead, exponent } = await trainer.lanes.b.probe();
    const { V, b } = await trainer.lanes.b.weights();
    const { inputs, steps, size } = trainer.nextBatch();
    const inputTerm = new Float64Array(steps * 5);
    for (let t = 0; t < steps; t++) {
      const symbol = inputs[t * size];
      for (let i = 0; i < 5; i++) inputTerm[t * 5 + i] = V.data[i * task.inputs + symbol] + b.data[i];
    }
    const h = new Float64Array((steps + 1) * 5);
    const { activation, states: found, threshold } = trajectory;
    const given = { w, inputTerm, h0: new Float64Array(5), threshold };
    scan({ steps, batch: 1, units: 5 }, SCAN_ACTIVATIONS[activation], given, h);
    expect(found).toHaveLength(h.length);
    for (const [i, value] of h.entries()) expect(found[i]).toBeCloseTo(value, 5);
    expect(dead).toBeGreaterThanOrEqual(0);
    // The step moved B along the group: it is skew, and not 0.
    expect(Math.max(...exponent!.b)).toBeGreaterThan(0);
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 5; j++) expect(exponent!.b[i * 5 + j]).toBeCloseTo(-exponent!.b[j * 5 + i], 7);
    expect((await trainer.lanes.a.probe()).exponent).toBeNull();
    trainer.free();
  });

  it("takes the gradient of an LSTM’s state apart into h and c, as its one-step Jacobians do in float64", async () => {
    const a = { ...DEFAULT_CONFIG.a, cell: "lstm", rule: "none" } as const;
    const config = { ...DEFAULT_CONFIG, a, units: 4, length: 5, batch: 1, recall: 2, alphabet: 3 };
    const task = TASKS.copying.make(config, []);
    const trainer = await Trainer.begin(config, task);
    const { gradLast, gradLastOf, w, size, parameters, trajectory } = await trainer.lanes.a.probe();
    const network = { size, activation: "tanh" as const, w, parameters };
    const [n, T] = [4, trainer.nextBatch().steps];
    const { states, inputs } = trajectory;
    const { outputs } = forward(network, inputs);
    const target = trainer.nextBatch().targets[T - 1];
    const y = softmax(outputs.subarray(-size.outputs)).map((share, k) => share - (k === target ? 1 : 0));
    const { Ut } = places(size);
    let gradient = Array.from({ length: 2 * n }, (_, i) =>
      i < n ? y.reduce((sum, value, k) => sum + value * parameters[Ut.start + i * size.outputs + k], 0) : 0,
    );
    const jacobian = stepJacobians(network);
    for (let t = T; t >= 0; t--) {
      const [h, c] = [gradient.slice(0, n), gradient.slice(n)].map((part) => Math.hypot(...part));
      expect(gradLastOf?.h[t] ?? 0).toBeCloseTo(h, 6);
      if (t < T) expect(gradLastOf?.c[t] ?? 0).toBeCloseTo(c, 6);
      expect(gradLast[t]).toBeCloseTo(Math.hypot(h, c), 6);
      if (t === 0) break;
      const factor = jacobian(timeStep(network, states, inputs, t));
      const above = gradient;
      gradient = above.map((_, j) => above.reduce((sum, value, i) => sum + value * factor[i * 2 * n + j], 0));
    }
    expect(gradLastOf?.c).toHaveLength(T);
    expect((await trainer.lanes.b.probe()).gradLastOf).toBeNull();
    trainer.free();
  });
});
