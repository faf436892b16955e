import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { type KernelConfig, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { ACTIVATIONS_BY_ID } from "./activations";
import { EMBEDDING, EMBEDDING_GRADIENT, type EmbeddingAttributes } from "./embedding";
import { type CombinationAttributes, LINEAR_COMBINATION, termName } from "./linear-combination";
import {
  RNN_SCAN,
  RNN_SCAN_DELTA,
  RNN_SCAN_GRADIENT,
  RNN_SCAN_WEIGHT_GRADIENT,
  type ScanAttributes,
} from "./rnn-scan";
import { embeddingGradientProgram, embeddingProgram } from "./wgsl/embedding";
import { linearCombinationProgram, transposeProgram, weightGradientProgram } from "./wgsl/matrix";
import { deltaProgram, scanGradientProgram, scanProgram } from "./wgsl/scan";

/** Most invocations of one workgroup that every WebGPU adapter grants. */
const WORKGROUP_LIMIT = 256;

function register<Attributes>(
  kernelName: string,
  run: (inputs: Record<string, TensorInfo>, attributes: Attributes, backend: WebGPUBackend) => TensorInfo,
): void {
  const kernelFunc: KernelConfig["kernelFunc"] = ({ inputs, attrs, backend }) =>
    run(inputs as Record<string, TensorInfo>, attrs as Attributes, backend as WebGPUBackend);
  registerKernel({ kernelName, backendName: "webgpu", kernelFunc });
}

function checkUnits(n: number): void {
  if (n > WORKGROUP_LIMIT) {
    throw new RangeError(
      `${n} real numbers in a state are too many for WebGPU: at most ${WORKGROUP_LIMIT}, which is ${WORKGROUP_LIMIT / 2} complex units.`,
    );
  }
}

register<ScanAttributes>(RNN_SCAN, ({ w, drive, h0, threshold }, { activation }, backend) => {
  checkUnits(w.shape[0]);
  const transposed = backend.runWebGPUProgram(transposeProgram(w.shape[0]), [w], "float32");
  const h = backend.runWebGPUProgram(
    scanProgram(ACTIVATIONS_BY_ID[activation], drive.shape),
    [transposed, drive, h0, threshold],
    "float32",
  );
  backend.disposeData(transposed.dataId);
  return h;
});

register<ScanAttributes>(RNN_SCAN_GRADIENT, ({ w, h, direct, threshold }, { activation }, backend) => {
  checkUnits(w.shape[0]);
  const shape = scanGradientProgram(ACTIVATIONS_BY_ID[activation], direct.shape);
  return backend.runWebGPUProgram(shape, [w, h, direct, threshold], "float32");
});

register<ScanAttributes>(RNN_SCAN_DELTA, ({ h, gradient, threshold }, { activation }, backend) =>
  backend.runWebGPUProgram(
    deltaProgram(ACTIVATIONS_BY_ID[activation], h.shape),
    [h, gradient, threshold],
    "float32",
  ),
);

register(RNN_SCAN_WEIGHT_GRADIENT, ({ h, delta }, _attributes, backend) =>
  backend.runWebGPUProgram(weightGradientProgram(h.shape[2]), [delta, h], "float32"),
);

register<CombinationAttributes>(LINEAR_COMBINATION, (terms, { coefficients }, backend) => {
  const all = coefficients.map((_, i) => terms[termName(i)]);
  return backend.runWebGPUProgram(
    linearCombinationProgram(all.length, all[0].shape),
    all,
    "float32",
    coefficients.map((c) => ({ type: "float32", data: [c] })),
  );
});

register(EMBEDDING, ({ table, index }, _attributes, backend) =>
  backend.runWebGPUProgram(embeddingProgram(index.shape[0], table.shape[1]), [table, index], "float32"),
);

register<EmbeddingAttributes>(EMBEDDING_GRADIENT, ({ rows, index }, { classes }, backend) =>
  backend.runWebGPUProgram(embeddingGradientProgram(classes, rows.shape[1]), [rows, index], "float32"),
);
