import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { SCAN_ACTIVATIONS } from "../../src/kernels/activations";
import { scan } from "../../src/kernels/reference-scan";
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
});
