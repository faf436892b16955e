import type { RunConfig } from "../src/config/schema";
import type { Task } from "../src/tasks/task";
import { startWasm } from "./start-wasm";

/** The machine that computes the runs of a plan. */
export interface Machine {
  readonly backend: "wasm" | "webgpu";
  /** The name of the device in a results file; empty if it is the CPU. */
  readonly device: string;
  /**
   * Checks lane B of a config before it is trained, and returns the fault, or undefined; null if the machine needs no check.
   */
  readonly verify: ((config: RunConfig, task: Task) => Promise<string | undefined>) | null;
  /** Why later results cannot be trusted, as a sentence; undefined if there is no fault. */
  fault(): string | undefined;
}

/** Starts WebAssembly on this CPU. @throws Error if it does not start */
export async function startOnWasm(): Promise<Machine> {
  await startWasm();
  return { backend: "wasm", device: "", verify: null, fault: () => undefined };
}

/**
 * Starts WebGPU, which scripts/gpu/dawn.mjs has installed in this process, with WebAssembly as its reference.
 * @param allowSoftware whether a software adapter is accepted
 * @throws Error with a sentence if it does not start, is software, or fails its self-test
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
  const { verifyTuning, faultOf } = await import("../src/device-check/self-test");
  const { CPU_TUNING, GPU_TUNING } = await import("../src/kernels/wgsl/workgroup-tuning");
  // The tuning is not chosen by timing, so that a resumed command gives the same numbers.
  const wrong = await verifyTuning(software ? CPU_TUNING : GPU_TUNING);
  if (wrong !== undefined) throw new Error(`${facts.name} failed its self-test: ${fault() ?? wrong}`);
  const { compareDraws } = await import("../src/device-check/compare-step");
  return {
    backend: "webgpu",
    device: facts.name,
    verify: async (config, task) => fault() ?? faultOf(await compareDraws(config, "b", task, "wasm")),
    fault,
  };
}
