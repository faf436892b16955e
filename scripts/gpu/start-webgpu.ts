import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, setBackend } from "@tensorflow/tfjs-core";
import { type GpuFacts, gpuFacts } from "../../src/device-check/gpu-facts";
import { describeAdapter, findAdapter } from "../../src/worker/adapter";

/** The graphics device of this process. */
export interface Gpu {
  readonly facts: GpuFacts;
  /** Whether it is a software adapter, on the CPU. */
  readonly software: boolean;
  /** The device's last error, or why it was lost, as a sentence; results since then cannot be trusted. */
  fault(): string | undefined;
}

/**
 * Makes WebGPU, which scripts/gpu/dawn.mjs has installed, the backend of this process.
 * @throws Error if it does not start
 */
export async function startWebgpu(): Promise<Gpu> {
  const adapter = await findAdapter();
  if (!adapter) throw new Error("There is no graphics adapter.");
  const { adapter: name, software } = await describeAdapter(adapter);
  // The backend looks for WebGPU as soon as it is loaded.
  await import("../../src/kernels/webgpu-backend");
  if (!(await setBackend("webgpu"))) throw new Error("The graphics device did not start.");
  const { device } = backend() as WebGPUBackend;
  let fault: string | undefined;
  device.addEventListener("uncapturederror", ({ error }) => {
    fault ??= `The graphics device refused a program: ${error.message}`;
  });
  device.lost.then(({ message }) => {
    fault ??= `The graphics device was lost: ${message}`;
  });
  return { facts: gpuFacts(name, adapter, device), software, fault: () => fault };
}
