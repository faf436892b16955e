import { absConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Abs";
import { castConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast";
import { concatConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat";
import { fillConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Fill";
import { identityConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity";
import { maxConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Max";
import { minimumConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Minimum";
import { multiplyConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply";
import { realDivConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv";
import { reshapeConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape";
import { sliceConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice";
import { sumConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum";
import { transposeConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Transpose";
import { zerosLikeConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/ZerosLike";
import { getKernel, type KernelConfig, registerKernel } from "@tensorflow/tfjs-core";

/**
 * The kernels of TensorFlow.js that training on WebGPU runs beside the lab's own: clipping, norms, and tensors that are
 * sliced, concatenated and transposed. The package would register all 150 of its kernels, including convolutions and
 * images, and double the worker's size.
 */
const KERNELS: readonly KernelConfig[] = [
  absConfig,
  castConfig,
  concatConfig,
  fillConfig,
  identityConfig,
  maxConfig,
  minimumConfig,
  multiplyConfig,
  realDivConfig,
  reshapeConfig,
  sliceConfig,
  sumConfig,
  transposeConfig,
  zerosLikeConfig,
];

for (const kernel of KERNELS) {
  // A page that loads the whole package has registered them already.
  if (!getKernel(kernel.kernelName, "webgpu")) registerKernel(kernel);
}
