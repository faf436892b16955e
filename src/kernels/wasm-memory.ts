import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { HostMemory } from "./host";

/** Tensors of the wasm backend, as views of its heap. */
export const WASM_MEMORY: HostMemory<BackendWasm> = {
  backendName: "wasm",
  allocate: (backend, shape) => backend.makeOutput(shape, "float32"),
  view: (backend, tensor) => backend.typedArrayFromHeap(tensor) as Float32Array | Int32Array,
};
