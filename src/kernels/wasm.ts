import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { registerHostKernels } from "./host";
import { simd } from "./simd";

// Older devices have no SIMD: the plain reference serves there.
registerHostKernels<BackendWasm>(
  {
    backendName: "wasm",
    allocate: (backend, shape) => backend.makeOutput(shape, "float32"),
    view: (backend, tensor) => backend.typedArrayFromHeap(tensor) as Float32Array | Int32Array,
  },
  await simd(),
);
