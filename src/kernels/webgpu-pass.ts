import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { SCAN_ACTIVATIONS } from "./activations";
import { width } from "./cell-size";
import type { PassAttributes } from "./rnn-pass";
import { diagonalBackwardProgram, diagonalGradientProgram, diagonalScanProgram } from "./wgsl/diagonal";
import {
  complexGradientProgram,
  parameterGradientProgram,
  ROWS_OF_A_SUM,
  rowProductsProgram,
  sumsProgram,
} from "./wgsl/gradients";
import { directProgram, lossProgram, metricsProgram, outputsProgram } from "./wgsl/loss";
import { transposeProgram } from "./wgsl/matrix";
import { type Program, runProgram } from "./wgsl/program";
import { backwardProgram, deltaProgram, scanProgram } from "./wgsl/scan";
import type { WorkgroupTuning } from "./wgsl/workgroup-tuning";

type Inputs = Readonly<Record<string, TensorInfo>>;

/**
 * One pass as ten to twelve programs, whatever T is, each a single dispatch unless that would load too much.
 * Intermediate results are freed at the end.
 */
export function webgpuPass(
  backend: WebGPUBackend,
  inputs: Inputs,
  { activation, size, steps, batch, first, want }: PassAttributes,
  tuning: WorkgroupTuning,
): TensorInfo[] {
  const { w, h0, parameters, inputs: x, targets, weights, accuracyWeights } = inputs;
  const n = width(size);
  const intermediate: TensorInfo[] = [];
  const run = (program: Program, from: TensorInfo[], integers: number[], temporary = true) => {
    const uniforms = integers.map((value) => ({ type: "int32" as const, data: [value] }));
    const [result] = runProgram(backend, program, from, uniforms);
    if (temporary) intermediate.push(result);
    return result;
  };
  const free = () => {
    for (const { dataId } of intermediate) backend.disposeData(dataId);
  };
  const scan = { size, activation, steps, batch, tuning };
  const classesIn = x.dtype === "int32";
  const rows = steps * batch;
  const scored = (steps - first) * batch;
  const keep = want === "trace";

  const start = h0 ? [h0] : [];
  const isStarted = h0 !== undefined;
  const h = size.diagonal
    ? run(diagonalScanProgram(scan, classesIn, isStarted), [w, parameters, x, ...start], [batch], !keep)
    : run(
        scanProgram(scan, classesIn, isStarted),
        [run(transposeProgram(n), [w], [n]), parameters, x, ...start],
        [batch],
        !keep,
      );
  const outputs = run(outputsProgram(size, scored, tuning), [h, parameters], [scored, (first + 1) * batch]);
  const losses = run(
    lossProgram(size.outputs, scored, targets.dtype === "int32"),
    [outputs, targets, weights, accuracyWeights],
    [scored],
  );
  const metrics = run(metricsProgram(size.outputs, scored, tuning), [losses], [scored], false);
  if (want === "metrics") {
    free();
    return [metrics];
  }

  const direct = run(directProgram(size, scored, tuning), [losses, parameters], [scored]);
  const back = [w, h, direct, parameters];
  const sizes = [steps, batch, first];
  const backward = size.diagonal ? diagonalBackwardProgram : backwardProgram;
  const gradient = keep ? run(backward(scan, "gradient"), back, sizes, false) : undefined;
  const delta = gradient
    ? run(deltaProgram(scan), [h, gradient, parameters], [(steps + 1) * batch * n])
    : run(backward(scan, "delta"), back, sizes);
  const slices = Math.ceil(rows / ROWS_OF_A_SUM);
  const dW = gradientOfW();
  const partial = run(
    parameterGradientProgram(size, SCAN_ACTIVATIONS[activation], rows, classesIn),
    [delta, h, losses, x],
    [rows, batch, first * batch],
  );
  const dParameters = run(sumsProgram(parameters.shape[0], slices), [partial], [slices], false);
  free();

  function gradientOfW(): TensorInfo {
    if (size.diagonal) {
      const partial = run(diagonalGradientProgram(size.units, rows), [delta, h], [rows, batch]);
      const dLambda = run(sumsProgram(n, slices), [partial], [slices], false);
      return { ...dLambda, shape: [2, size.units] };
    }
    const all = run(rowProductsProgram(n, rows, tuning), [delta, h], [rows, batch], size.complex);
    return size.complex ? run(complexGradientProgram(n), [all], [n], false) : all;
  }
  return gradient ? [metrics, dW, dParameters, h, gradient] : [metrics, dW, dParameters];
}
