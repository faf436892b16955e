import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { SCAN_ACTIVATIONS } from "./activations";
import { blockRows, kindOf, shapeOfW, stateWidth, width } from "./cell-size";
import type { PassAttributes } from "./rnn-pass";
import { diagonalBackwardProgram, diagonalGradientProgram, diagonalScanProgram } from "./wgsl/diagonal";
import { gatedBackwardProgram, gatedScanProgram, statesProgram } from "./wgsl/gated-scan";
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

/** The states of all time steps, and what the way back needs. */
interface Forward {
  /** h₀ … h_T, [T+1, batch, w] */
  readonly h: TensorInfo;
  /** The other arrays that {@link Recurrence.backward} reads. */
  readonly rest: readonly TensorInfo[];
}

interface Backward {
  /** δ of V x + b and of W h, [T+1, batch, k·w], after a row without meaning; the same where they do not differ. */
  readonly delta: TensorInfo;
  readonly recurrentDelta: TensorInfo;
  /** For a trace, states and gradients, [T+1, batch, s]. */
  readonly overTime: readonly TensorInfo[];
}

interface Recurrence {
  forward(): Forward;
  /** @param direct the gradient of each h_t with a loss through its own output, [R, w] */
  backward(forward: Forward, direct: TensorInfo): Backward;
}

type Run = (program: Program, from: readonly TensorInfo[], integers: readonly number[]) => TensorInfo[];

/**
 * One pass as ten to twelve programs, whatever T is, each a single dispatch unless that would load too much.
 * Intermediate results are freed at the end.
 */
export function webgpuPass(
  backend: WebGPUBackend,
  inputs: Inputs,
  attributes: PassAttributes,
  tuning: WorkgroupTuning,
): TensorInfo[] {
  const { activation, size, steps, batch, first, want } = attributes;
  const { parameters, inputs: x, targets, weights, accuracyWeights } = inputs;
  const made: TensorInfo[] = [];
  const run: Run = (program, from, integers) => {
    const uniforms = integers.map((value) => ({ type: "int32" as const, data: [value] }));
    const results = runProgram(backend, program, from, uniforms);
    made.push(...results);
    return results;
  };
  const freeingOthers = (results: TensorInfo[]) => {
    const kept = results.map(({ dataId }) => dataId);
    for (const { dataId } of made) if (!kept.includes(dataId)) backend.disposeData(dataId);
    return results;
  };
  const classesIn = x.dtype === "int32";
  const rows = steps * batch;
  const scored = (steps - first) * batch;

  const recurrence = (kindOf(size).gated ? ofGates : ofActivation)(run, inputs, attributes, tuning);
  const forward = recurrence.forward();
  const { h } = forward;
  const [outputs] = run(outputsProgram(size, scored, tuning), [h, parameters], [scored, (first + 1) * batch]);
  const [losses] = run(
    lossProgram(size.outputs, scored, targets.dtype === "int32"),
    [outputs, targets, weights, accuracyWeights],
    [scored],
  );
  const [metrics] = run(metricsProgram(size.outputs, scored, tuning), [losses], [scored]);
  if (want === "metrics") return freeingOthers([metrics]);

  const [direct] = run(directProgram(size, scored, tuning), [losses, parameters], [scored]);
  const { delta, recurrentDelta, overTime } = recurrence.backward(forward, direct);
  const dW = gradientOfW(run, attributes, tuning, recurrentDelta, h);
  const slices = Math.ceil(rows / ROWS_OF_A_SUM);
  const [partial] = run(
    parameterGradientProgram(size, SCAN_ACTIVATIONS[activation], rows, classesIn),
    [delta, h, losses, x, ...(recurrentDelta === delta ? [] : [recurrentDelta])],
    [rows, batch, first * batch],
  );
  const [dParameters] = run(sumsProgram(parameters.shape[0], slices), [partial], [slices]);
  return freeingOthers([metrics, dW, dParameters, ...overTime]);
}

type MakeRecurrence = (
  run: Run,
  inputs: Inputs,
  attributes: PassAttributes,
  tuning: WorkgroupTuning,
) => Recurrence;

function transposed(run: Run, { w }: Inputs, { size }: PassAttributes): TensorInfo {
  const [k, n] = [blockRows(size), width(size)];
  return run(transposeProgram(k, n), [w], [k, n])[0];
}

/** ∂L/∂W, of W's shape, from δ of W h, after a row without meaning, and the states. */
function gradientOfW(
  run: Run,
  { size, steps, batch }: PassAttributes,
  tuning: WorkgroupTuning,
  delta: TensorInfo,
  h: TensorInfo,
): TensorInfo {
  const [n, k] = [width(size), blockRows(size)];
  const rows = steps * batch;
  if (size.diagonal) {
    const slices = Math.ceil(rows / ROWS_OF_A_SUM);
    const [partial] = run(diagonalGradientProgram(size.units, rows), [delta, h], [rows, batch]);
    const [dLambda] = run(sumsProgram(n, slices), [partial], [slices]);
    return { ...dLambda, shape: [...shapeOfW(size)] };
  }
  const [all] = run(rowProductsProgram(k, n, rows, tuning), [delta, h], [rows, batch]);
  return size.complex ? run(complexGradientProgram(n), [all], [n])[0] : all;
}

/** Of the simple cell, also with W = diag(λ). */
const ofActivation: MakeRecurrence = (run, inputs, attributes, tuning) => {
  const { w, h0, parameters, inputs: x } = inputs;
  const { activation, size, steps, batch, first, want } = attributes;
  const scan = { size, activation, steps, batch, tuning };
  const start = h0 ? [h0] : [];
  const [forwardProgram, backProgram] = size.diagonal
    ? [diagonalScanProgram, diagonalBackwardProgram]
    : [scanProgram, backwardProgram];
  return {
    forward() {
      const program = forwardProgram(scan, x.dtype === "int32", h0 !== undefined);
      const ofW = size.diagonal ? w : transposed(run, inputs, attributes);
      const [h] = run(program, [ofW, parameters, x, ...start], [batch]);
      return { h, rest: [] };
    },
    backward({ h }, direct) {
      const back = [w, h, direct, parameters];
      const sizes = [steps, batch, first];
      if (want !== "trace") {
        const [delta] = run(backProgram(scan, "delta"), back, sizes);
        return { delta, recurrentDelta: delta, overTime: [] };
      }
      const [gradient] = run(backProgram(scan, "gradient"), back, sizes);
      const [delta] = run(deltaProgram(scan), [h, gradient, parameters], [(steps + 1) * batch * width(size)]);
      return { delta, recurrentDelta: delta, overTime: [h, gradient] };
    },
  };
};

const ofGates: MakeRecurrence = (run, inputs, attributes, tuning) => {
  const { w, h0, parameters, inputs: x } = inputs;
  const { size, steps, batch, first, want } = attributes;
  const scan = { size, steps, batch, tuning };
  const start = h0 ? [h0] : [];
  const { state, innerBias } = kindOf(size);
  const hasC = state.includes("c");
  return {
    forward() {
      const program = gatedScanProgram(scan, x.dtype === "int32", h0 !== undefined, want !== "metrics");
      const [h, ...rest] = run(
        program,
        [transposed(run, inputs, attributes), parameters, x, ...start],
        [batch],
      );
      return { h, rest };
    },
    backward({ h, rest }, direct) {
      const [memory, kept] = hasC ? rest : [h, ...rest];
      const keeps = want === "trace";
      const [delta, ...others] = run(
        gatedBackwardProgram(scan, keeps),
        [w, memory, kept, direct],
        [steps, batch, first],
      );
      const recurrentDelta = innerBias === null ? delta : others[0];
      if (!keeps) return { delta, recurrentDelta, overTime: [] };
      const gradient = others[others.length - 1];
      const count = (steps + 1) * batch * stateWidth(size);
      const [states] = hasC ? run(statesProgram(scan), [h, memory], [size.units, count]) : [h];
      return { delta, recurrentDelta, overTime: [states, gradient] };
    },
  };
};
