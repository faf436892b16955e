import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { startWasm } from "../../scripts/start-wasm";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { verifyConfig, verifyTuning } from "../../src/device-check/self-test";
import "../../src/kernels/wasm";
import { tune } from "../../src/kernels/webgpu";
import { CPU_TUNING, GPU_TUNING } from "../../src/kernels/wgsl/workgroup-tuning";
import { copying } from "../../src/tasks/copying";
import { Trainer } from "../../src/training/trainer";
import {
  ADAM_MAKES_NAN,
  NO_ADJOINT,
  NO_NANS,
  NO_SHARED_GATES,
  NO_SHARED_MEMORY,
  type Rewrite,
} from "../browser/rewritten-shaders";
import { rewritingCompiler, startDevice } from "./device";

const TUNINGS = [GPU_TUNING, CPU_TUNING];
const SMALL: RunConfig = { ...DEFAULT_CONFIG, length: 12, recall: 2, units: 16, batch: 4 };

beforeAll(startWasm);

describe("the self-test", () => {
  test("passes on this device, as does a config of the lab's", async () => {
    await startDevice();
    for (const tuning of TUNINGS) expect(await verifyTuning(tuning)).toBeUndefined();
    expect(await verifyConfig(DEFAULT_CONFIG, copying.make(DEFAULT_CONFIG, []), "wasm")).toBeUndefined();
  });

  const broken: Readonly<Record<string, readonly [readonly Rewrite[], RegExp]>> = {
    "returns zeros for the exponential's adjoint": [
      NO_ADJOINT,
      /adjoint derivative of exp .* is wrong \(off by 100 %/,
    ],
    "shares no memory on the way back, few threads": [NO_SHARED_MEMORY.few, /is wrong .* few threads/],
    "shares no memory on the way back, many threads": [NO_SHARED_MEMORY.many, /is wrong .* many threads/],
  };
  test.each(Object.entries(broken))("refuses a compiler that %s", async (_, [rules, sentence]) => {
    const { compile, seen } = rewritingCompiler(rules);
    await startDevice(compile);
    const faults: (string | undefined)[] = [];
    for (const tuning of TUNINGS) faults.push(await verifyTuning(tuning));
    expect(faults.filter(Boolean).join("; ")).toMatch(sentence);
    expect(seen.size).toBe(rules.length);
  });
});

describe("one step of a config with gated cells", () => {
  const a = { ...DEFAULT_CONFIG.a, cell: "lstm", rule: "none" } as const;
  const gated: RunConfig = { ...SMALL, a, b: { ...a, cell: "gru" } };
  const task = copying.make(gated, []);

  test.each(TUNINGS)("agrees on this device: $id threads", async (tuning) => {
    await startDevice();
    tune(tuning);
    expect(await verifyConfig(gated, task, "wasm")).toBeUndefined();
  });

  test.each(TUNINGS)(
    "refuses a compiler that shares no memory on the way back: $id threads",
    async (tuning) => {
      for (const lane of [gated.a, gated.b]) {
        const { compile, seen } = rewritingCompiler(NO_SHARED_GATES[tuning.id]);
        await startDevice(compile);
        tune(tuning);
        const fault = await verifyConfig({ ...gated, a: lane }, task, "wasm");
        expect(fault, lane.cell).toMatch(/^in one step of lane A .* is wrong/);
        expect(seen.size).toBe(1);
      }
    },
  );
});

describe("a compiler that takes it that NaN does not occur", () => {
  const a = { ...DEFAULT_CONFIG.a, activation: "tanh" } as const;
  /** Its soft penalty throws W out. */
  const soft: RunConfig = { ...SMALL, lr: 10, a: { ...a, rule: "soft", beta: 1000 } };

  async function stopOf(config: RunConfig) {
    const trainer = await Trainer.begin(config, copying.make(config, []));
    for (let k = 0; k < 12; k++) await trainer.lanes.a.advance();
    await trainer.lanes.a.drain();
    const { stopped } = trainer.lanes.a;
    trainer.free();
    return stopped;
  }

  test("stops a lane whose W is NaN at the step at which wasm does", async () => {
    await setBackend("wasm");
    const wanted = await stopOf(soft);
    const { compile, seen } = rewritingCompiler(NO_NANS);
    await startDevice(compile);
    const found = await stopOf(soft);
    expect(seen.size).toBeGreaterThan(0);
    expect(wanted?.step).toBeGreaterThan(0);
    expect(found?.step).toBe(wanted?.step);
  });

  test("stops a lane in which another weight is NaN, which tanh would hide", async () => {
    const { compile, seen } = rewritingCompiler([...NO_NANS, ...ADAM_MAKES_NAN]);
    await startDevice(compile);
    const found = await stopOf({ ...SMALL, a: { ...a, optimiser: "adam" } });
    expect(seen).toContain(ADAM_MAKES_NAN[0][0]);
    expect(found?.step).toBe(3);
  });
});
