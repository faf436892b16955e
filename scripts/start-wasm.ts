import { createRequire } from "node:module";
import { dirname } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { env, setBackend } from "@tensorflow/tfjs-core";

/**
 * Makes WebAssembly the backend of this process, as the page does in a worker.
 * @throws Error if it does not start
 */
export async function startWasm(): Promise<void> {
  const binary = createRequire(import.meta.url).resolve(
    "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm",
  );
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(`${dirname(binary)}/`);
  if (!(await setBackend("wasm"))) throw new Error("The wasm backend did not start.");
}
