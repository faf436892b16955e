import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu/dist/base";
import { registerBackend, removeBackend, setBackend } from "@tensorflow/tfjs-core";
import { afterEach, expect } from "vitest";
import "../../src/kernels/webgpu-backend";
import type { Rewrite } from "../browser/rewritten-shaders";
import { fillWithNan, type NanFilled } from "./nan-filled";

/** What devices complained about during a test. */
const complaints: string[] = [];
afterEach(() => expect(complaints.splice(0)).toEqual([]));

/** A compiler that does to WGSL what it must not. `seen` are the rules that have matched: with none, it did nothing. */
export function rewritingCompiler(rules: readonly Rewrite[]) {
  const seen = new Set<string>();
  const compile = (wgsl: string) => {
    let code = wgsl;
    for (const [was, becomes] of rules) {
      if (code.includes(was)) seen.add(was);
      code = code.replaceAll(was, becomes);
    }
    return code;
  };
  return { compile, seen };
}

/**
 * Starts WebGPU with a new device that grants no more than WebGPU's default limits, and with {@link fillWithNan}.
 * @param compiler what becomes of each shader before it is compiled
 */
export async function startDevice(compiler = (wgsl: string) => wgsl): Promise<NanFilled> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("There is no adapter.");
  const device = await adapter.requestDevice();
  device.addEventListener("uncapturederror", ({ error }) => complaints.push(error.message));
  const compile = device.createShaderModule.bind(device);
  device.createShaderModule = (descriptor) => compile({ ...descriptor, code: compiler(descriptor.code) });
  const filled = fillWithNan(device);
  const backend = new WebGPUBackend(device, adapter.info);
  filled.refill(backend);
  removeBackend("webgpu");
  registerBackend("webgpu", () => backend);
  if (!(await setBackend("webgpu"))) throw new Error("WebGPU did not start.");
  return filled;
}
