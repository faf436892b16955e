import { absConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Abs";
import { addConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Add";
import { addNConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/AddN";
import { argMaxConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/ArgMax";
import { batchMatMulConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul";
import { castConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast";
import { clipByValueConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/ClipByValue";
import { concatConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat";
import { equalConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Equal";
import { expConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Exp";
import { expandDimsConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/ExpandDims";
import { fillConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Fill";
import { greaterConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Greater";
import { greaterEqualConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/GreaterEqual";
import { identityConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity";
import { lessConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Less";
import { lessEqualConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/LessEqual";
import { logConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Log";
import { logicalAndConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/LogicalAnd";
import { logicalNotConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/LogicalNot";
import { maxConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Max";
import { maximumConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Maximum";
import { meanConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Mean";
import { minConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Min";
import { minimumConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Minimum";
import { multiplyConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply";
import { negConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Neg";
import { notEqualConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/NotEqual";
import { oneHotConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/OneHot";
import { onesLikeConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/OnesLike";
import { packConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Pack";
import { padV2Config } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/PadV2";
import { powConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Pow";
import { realDivConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv";
import { reciprocalConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Reciprocal";
import { reluConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu";
import { reshapeConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape";
import { rsqrtConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Rsqrt";
import { selectConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Select";
import { sigmoidConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sigmoid";
import { signConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sign";
import { sliceConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice";
import { softmaxConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Softmax";
import { splitVConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/SplitV";
import { sqrtConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sqrt";
import { squareConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Square";
import { squaredDifferenceConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/SquaredDifference";
import { subConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub";
import { sumConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum";
import { tanhConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Tanh";
import { tileConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Tile";
import { transposeConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Transpose";
import { unpackConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/Unpack";
import { zerosLikeConfig } from "@tensorflow/tfjs-backend-webgpu/dist/kernels/ZerosLike";
import { getKernel, type KernelConfig, registerKernel } from "@tensorflow/tfjs-core";

/**
 * The kernels that training on WebGPU may run: matrices, elements, shapes and sums. The package registers all 150 of
 * its kernels, convolutions and images among them, which would double the worker.
 */
const KERNELS: readonly KernelConfig[] = [
  absConfig,
  addConfig,
  addNConfig,
  argMaxConfig,
  batchMatMulConfig,
  castConfig,
  clipByValueConfig,
  concatConfig,
  equalConfig,
  expConfig,
  expandDimsConfig,
  fillConfig,
  greaterConfig,
  greaterEqualConfig,
  identityConfig,
  lessConfig,
  lessEqualConfig,
  logConfig,
  logicalAndConfig,
  logicalNotConfig,
  maxConfig,
  maximumConfig,
  meanConfig,
  minConfig,
  minimumConfig,
  multiplyConfig,
  negConfig,
  notEqualConfig,
  oneHotConfig,
  onesLikeConfig,
  packConfig,
  padV2Config,
  powConfig,
  realDivConfig,
  reciprocalConfig,
  reluConfig,
  reshapeConfig,
  rsqrtConfig,
  selectConfig,
  sigmoidConfig,
  signConfig,
  sliceConfig,
  softmaxConfig,
  splitVConfig,
  sqrtConfig,
  squareConfig,
  squaredDifferenceConfig,
  subConfig,
  sumConfig,
  tanhConfig,
  tileConfig,
  transposeConfig,
  unpackConfig,
  zerosLikeConfig,
];

for (const kernel of KERNELS) {
  // A page that has the whole package has them already.
  if (!getKernel(kernel.kernelName, "webgpu")) registerKernel(kernel);
}
