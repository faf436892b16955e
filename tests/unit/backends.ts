import { createRequire } from "node:module";
import { dirname } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { env, setBackend } from "@tensorflow/tfjs-core";
import "../../src/kernels/cpu-backend";
import "../../src/kernels/wasm";

const binaries = dirname(
  createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm"),
);
env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
setWasmPaths(`${binaries}/`);

/** The backends that run in Node; WebGPU is tested in the browser. */
export const BACKENDS = ["cpu", "wasm"] as const;

export async function useBackend(name: (typeof BACKENDS)[number]): Promise<void> {
  if (!(await setBackend(name))) throw new Error(`The backend ${name} did not start.`);
}
