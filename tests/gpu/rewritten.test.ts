import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { startWasm } from "../../scripts/start-wasm";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { verifyConfig, verifyTuning } from "../../src/device-check/self-test";
import "../../src/kernels/wasm";
import { CPU_TUNING, GPU_TUNING } from "../../src/kernels/wgsl/workgroup-tuning";
import { copying } from "../../src/tasks/copying";
import { Trainer } from "../../src/training/trainer";
import {
  ADAM_MAKES_NAN,
  NO_ADJOINT,
  NO_NANS,
  NO_SHARED_MEMORY,
  type Rewrite,
} from "../browser/rewritten-shaders";
import { rewritingCompiler, startDevice } from "./device";

const TUNINGS = [GPU_TUNING, CPU_TUNING];

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

describe("a compiler that takes it that NaN does not occur", () => {
  const small: RunConfig = { ...DEFAULT_CONFIG, length: 12, recall: 2, units: 16, batch: 4 };
  const a = { ...DEFAULT_CONFIG.a, activation: "tanh" } as const;
  /** Its soft penalty throws W out. */
  const soft: RunConfig = { ...small, lr: 10, a: { ...a, rule: "soft", beta: 1000 } };

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
    const found = await stopOf({ ...small, a: { ...a, optimiser: "adam" } });
    expect(seen).toContain(ADAM_MAKES_NAN[0][0]);
    expect(found?.step).toBe(3);
  });
});
