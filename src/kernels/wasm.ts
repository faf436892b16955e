import { registerHostKernels } from "./host";
import { simd } from "./simd";
import { WASM_MEMORY } from "./wasm-memory";

registerHostKernels(WASM_MEMORY, await simd());
