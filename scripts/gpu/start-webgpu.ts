import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, setBackend } from "@tensorflow/tfjs-core";
import { type GpuFacts, gpuFacts } from "../../src/device-check/gpu-facts";
import { describeAdapter, findAdapter } from "../../src/worker/adapter";

/** A graphics device that this process computes on. */
export interface Gpu {
  readonly facts: GpuFacts;
  /** Whether it is a processor that plays GPU. */
  readonly software: boolean;
  /** The last refusal of the device, or why it was lost, in a sentence; results since then are not to be trusted. */
  fault(): string | undefined;
}

/**
 * Makes WebGPU the backend of this process, which scripts/gpu/dawn.mjs has given it.
 * @throws Error where it does not start
 */
export async function startWebgpu(): Promise<Gpu> {
  const adapter = await findAdapter();
  if (!adapter) throw new Error("There is no graphics adapter.");
  const { adapter: name, software } = await describeAdapter(adapter);
  // It looks for WebGPU as soon as it is loaded.
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
