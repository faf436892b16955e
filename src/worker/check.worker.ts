import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { gpuFacts } from "../device-check/gpu-facts";
import { messageOf } from "../errors";
import { describeAdapter, findAdapter } from "./adapter";
import { openBackend } from "./backend";
import type { CheckRequest, CheckResponse } from "./check-protocol";
import { taskOf } from "./task-of";

/** Checks the user's graphics device once; the page then terminates this worker. */

const post = (message: CheckResponse) => self.postMessage(message);

self.onmessage = async ({ data }: MessageEvent<CheckRequest>) => {
  try {
    await check(data.siteBase);
    post({ type: "done" });
  } catch (error) {
    post({ type: "failed", message: messageOf(error) });
  }
};

async function check(siteBase: string): Promise<void> {
  if (!("gpu" in navigator)) throw new Error("This browser has no WebGPU.");
  const adapter = await findAdapter();
  if (!adapter) throw new Error("This browser finds no graphics adapter for WebGPU.");
  const { adapter: name } = await describeAdapter(adapter);
  post({ type: "found", gpu: gpuFacts(name, adapter), reference: null });
  const reference = await openReference();
  // `openBackend` is not used: it rejects a device that fails its self-test, and this check must examine such a device.
  await import("../kernels/webgpu-backend");
  if (!(await tf.setBackend("webgpu"))) throw new Error("The graphics device did not start.");
  const { device } = tf.backend() as WebGPUBackend;
  post({ type: "found", gpu: gpuFacts(name, adapter, device), reference: reference.adapter });
  const { checkDevice } = await import("../device-check/check-device");
  const checking = checkDevice((config) => taskOf(config, siteBase), reference.backend);
  for await (const progress of checking) post({ type: "progress", progress });
}

/** The reference backend: WebAssembly, or plain JavaScript if WebAssembly is not allowed. */
async function openReference(): Promise<{ backend: string; adapter: string }> {
  for (const backend of ["wasm", "cpu"] as const) {
    const opened = await openBackend(backend);
    if (opened.usable) return { backend, adapter: opened.adapter };
  }
  throw new Error(
    "There is nothing to check it against: neither WebAssembly nor plain JavaScript runs here.",
  );
}
