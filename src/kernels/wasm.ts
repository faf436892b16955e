import { registerHostKernels } from "./host";
import { simd } from "./simd";
import { WASM_MEMORY } from "./wasm-memory";

// Older devices have no SIMD and use the plain reference.
registerHostKernels(WASM_MEMORY, await simd());
