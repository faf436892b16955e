import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm/dist/base";
import program from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import { env } from "@tensorflow/tfjs-core";
import { fetchWhole, PART_MISSING, stopWithout } from "../load-part";
import "../kernels/wasm";
import "../kernels/wasm-kernels";

// Threads gain nothing on matrices of this size, and hang if the page is cross-origin isolated.
env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);

/** Whether WebAssembly has SIMD here, without which there is no gain over plain JavaScript. */
export const simd = await env().getAsync("WASM_HAS_SIMD_SUPPORT");
if (simd) await fetchBackend();

async function fetchBackend(): Promise<void> {
  const address = new URL(program, import.meta.url);
  /** Checked before TensorFlow.js takes it, which would not fetch it again, but leave the backend out. */
  const binary = await fetchWhole(address, WebAssembly.validate).catch(() => stopWithout(PART_MISSING));
  const checked = URL.createObjectURL(new Blob([binary], { type: "application/wasm" }));
  // Where the host’s own policy forbids blobs, TensorFlow.js fetches it from the browser’s cache.
  const path = await fetch(checked).then(
    () => checked,
    () => address.href,
  );
  setWasmPaths({
    "tfjs-backend-wasm.wasm": path,
    "tfjs-backend-wasm-simd.wasm": path,
    "tfjs-backend-wasm-threaded-simd.wasm": path,
  });
}
