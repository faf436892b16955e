import type { RunConfig } from "../src/config/schema";
import type { Task } from "../src/tasks/task";
import { startWasm } from "./start-wasm";

/** The machine that the runs of a plan are computed on. */
export interface Machine {
  readonly backend: "wasm" | "webgpu";
  /** Names the device in a results file; empty where that is the processor. */
  readonly device: string;
  /**
   * Looks at lane B of a config before it is trained, and returns what is computed wrongly, or undefined; null where the
   * machine is trusted.
   */
  readonly verify: ((config: RunConfig, task: Task) => Promise<string | undefined>) | null;
  /** Why nothing computed from now on is to be trusted, in a sentence; undefined where all is well. */
  fault(): string | undefined;
}

/** WebAssembly on this processor. @throws Error where it does not start */
export async function startOnWasm(): Promise<Machine> {
  await startWasm();
  return { backend: "wasm", device: "", verify: null, fault: () => undefined };
}

/**
 * WebGPU, which scripts/gpu/dawn.mjs has given this process, with WebAssembly to compare it with.
 * @param allowSoftware whether a processor that plays GPU will do
 * @throws Error with a sentence where it does not start, is software, or fails its self-test
 */
export async function startOnWebgpu(allowSoftware: boolean): Promise<Machine> {
  await startWasm();
  const { startWebgpu } = await import("./gpu/start-webgpu");
  const { facts, software, fault } = await startWebgpu();
  if (software && !allowSoftware) {
    throw new Error(
      `WebGPU runs on ${facts.name} here, which is many times slower than WebAssembly. Leave --backend out, or add --allow-software.`,
    );
  }
  const { verifyBackend, faultOf } = await import("../src/device-check/self-test");
  const wrong = await verifyBackend();
  if (wrong !== undefined) throw new Error(`${facts.name} failed its self-test: ${fault() ?? wrong}`);
  // Not by timing: the same command is to have the same numbers when it is resumed.
  const { tune } = await import("../src/kernels/webgpu");
  const { CPU_TUNING, GPU_TUNING } = await import("../src/kernels/wgsl/workgroup-tuning");
  tune(software ? CPU_TUNING : GPU_TUNING);
  const { compareDraws } = await import("../src/device-check/compare-step");
  return {
    backend: "webgpu",
    device: facts.name,
    verify: async (config, task) => fault() ?? faultOf(await compareDraws(config, "b", task, "wasm")),
    fault,
  };
}
