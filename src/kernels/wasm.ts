import { registerHostKernels } from "./host";
import { simd } from "./simd";
import { WASM_MEMORY } from "./wasm-memory";

// Older devices have no SIMD: the plain reference serves there.
registerHostKernels(WASM_MEMORY, await simd());
