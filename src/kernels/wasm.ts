import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { registerHostKernels } from "./host";
import { simdRecurrence } from "./simd/recurrence";

// Older devices have no SIMD: the plain recurrence serves there.
registerHostKernels<BackendWasm>(
  {
    backendName: "wasm",
    allocate: (backend, shape) => backend.makeOutput(shape, "float32"),
    view: (backend, tensor) => backend.typedArrayFromHeap(tensor) as Float32Array | Int32Array,
  },
  await simdRecurrence(),
);
