import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { registerHostKernels } from "./host";

registerHostKernels<MathBackendCPU>({
  backendName: "cpu",
  allocate: (backend, shape) =>
    backend.makeTensorInfo(shape, "float32", new Float32Array(shape.reduce((a, b) => a * b, 1))),
  view: (backend, tensor) => backend.data.get(tensor.dataId).values as Float32Array | Int32Array,
});
