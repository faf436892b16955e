import { KERNELS } from "virtual:tfjs-kernels/wasm";
import { getKernel, registerKernel } from "@tensorflow/tfjs-core";

for (const kernel of KERNELS) {
  // A page that loads the whole package has registered them already.
  if (!getKernel(kernel.kernelName, "wasm")) registerKernel(kernel);
}
