import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm/dist/base";
import plain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import withSimd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import { env } from "@tensorflow/tfjs-core";
import "../kernels/wasm";
import "../kernels/wasm-kernels";

// Threads gain nothing on matrices of this size, and hang if the page is cross-origin isolated.
env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
setWasmPaths({
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": withSimd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
});

export const simd = await env().getAsync("WASM_HAS_SIMD_SUPPORT");
