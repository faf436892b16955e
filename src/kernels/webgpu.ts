import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { type KernelConfig, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { OPTIMISERS } from "../optimisers";
import { blockRows, width } from "./cell-size";
import { type CombinationAttributes, LINEAR_COMBINATION, termName } from "./linear-combination";
import {
  EXPONENTIAL_ADJOINT,
  MATRIX_EXPONENTIAL,
  type MeasureAttributes,
  type ProductAttributes,
  SKEW_PART,
  SQUARE_PRODUCT,
  STEP_MEASURES,
} from "./matrices";
import { OPTIMISE, type OptimiseAttributes, slotName } from "./optimise";
import { type PassAttributes, RNN_PASS } from "./rnn-pass";
import { webgpuPass } from "./webgpu-pass";
import {
  dualProductProgram,
  halvedProgram,
  halvingsProgram,
  squaredUpProgram,
  taylorInnerProgram,
  taylorOuterProgram,
  taylorSumsProgram,
} from "./wgsl/exponential";
import { exponentialAtOnceProgram, MAX_AT_ONCE } from "./wgsl/exponential-at-once";
import { rowProductsProgram } from "./wgsl/gradients";
import { linearCombinationProgram, measuresProgram, productProgram, skewProgram } from "./wgsl/matrix";
import { optimiseProgram } from "./wgsl/optimise";
import { type Program, runProgram } from "./wgsl/program";
import { sequencesOf, WORKGROUP_NUMBERS } from "./wgsl/scan-layout";
import { CPU_TUNING, GPU_TUNING, type WorkgroupTuning } from "./wgsl/workgroup-tuning";

/** The tunings to choose from. */
export const TUNINGS: readonly WorkgroupTuning[] = [GPU_TUNING, CPU_TUNING];

let tuning = GPU_TUNING;

/** Sets how programs divide their work from now on; which tuning is faster depends on the device. */
export function tune(wanted: WorkgroupTuning): void {
  tuning = wanted;
}

type Inputs = Readonly<Record<string, TensorInfo>>;

function register<Attributes>(
  kernelName: string,
  run: (inputs: Inputs, attributes: Attributes, backend: WebGPUBackend) => TensorInfo | TensorInfo[],
): void {
  const kernelFunc: KernelConfig["kernelFunc"] = ({ inputs, attrs, backend }) =>
    run(inputs as Inputs, attrs as Attributes, backend as WebGPUBackend);
  registerKernel({ kernelName, backendName: "webgpu", kernelFunc });
}

const integer = (value: number) => ({ type: "int32", data: [value] });
const number = (value: number) => ({ type: "float32", data: [value] });
const sizeOf = ({ shape }: TensorInfo) => shape.reduce((product, length) => product * length, 1);

register<PassAttributes>(RNN_PASS, (inputs, attributes, backend) => {
  const { size } = attributes;
  // What a workgroup holds at once of each sequence: h, or on the way back δ of all blocks.
  const most = Math.floor(WORKGROUP_NUMBERS / (sequencesOf(size, tuning) * (blockRows(size) / width(size))));
  if (width(size) > most) {
    throw new RangeError(`${width(size)} numbers in h are too many for WebGPU: at most ${most}.`);
  }
  return webgpuPass(backend, inputs, attributes, tuning);
});

/** Runs programs over n×n matrices, and frees their intermediate results. */
function onMatrices(backend: WebGPUBackend, n: number) {
  const intermediate: TensorInfo[] = [];
  const run = (program: Program, inputs: TensorInfo[]) => {
    const results = runProgram(backend, program, inputs, [integer(n)]);
    intermediate.push(...results);
    return results[0];
  };
  const freeingOthers = (result: TensorInfo) => {
    for (const { dataId } of intermediate) if (dataId !== result.dataId) backend.disposeData(dataId);
    return result;
  };
  return { run, freeingOthers };
}

register<ProductAttributes>(SQUARE_PRODUCT, ({ a, b }, { transposed }, backend) => {
  const n = a.shape[0];
  return runProgram(backend, productProgram(n, transposed, tuning), [a, b], [integer(n)])[0];
});

register(SKEW_PART, ({ a }, _attributes, backend) => {
  const n = a.shape[0];
  return runProgram(backend, skewProgram(n), [a], [integer(n)])[0];
});

register(MATRIX_EXPONENTIAL, ({ b }, _attributes, backend) => exponential(backend, b));
register(EXPONENTIAL_ADJOINT, ({ b, gradient }, _attributes, backend) => exponential(backend, b, gradient));

/** exp(B), or its adjoint Fréchet derivative at B applied to a gradient. */
function exponential(backend: WebGPUBackend, b: TensorInfo, gradient?: TensorInfo): TensorInfo {
  const n = b.shape[0];
  const dual = gradient !== undefined;
  const { run, freeingOthers } = onMatrices(backend, n);
  const kind = { n, dual, tuning };
  const given = gradient ? [b, gradient] : [b];
  if (n <= MAX_AT_ONCE) return freeingOthers(run(exponentialAtOnceProgram(kind), given));
  const halvings = run(halvingsProgram(n, dual, tuning), [b]);
  const b1 = run(halvedProgram(kind), [...given, halvings]);
  const b2 = run(dualProductProgram(kind), [b1, b1]);
  const b3 = run(dualProductProgram(kind), [b2, b1]);
  const b6 = run(dualProductProgram(kind), [b3, b3]);
  const sums = run(taylorSumsProgram(kind), [b1, b2, b3, b6]);
  const inner = run(taylorInnerProgram(kind), [sums]);
  const outer = run(taylorOuterProgram(kind), [sums, inner]);
  return freeingOthers(run(squaredUpProgram(kind), [outer, halvings]));
}

register<MeasureAttributes>(STEP_MEASURES, ({ metrics, dW, w, parameters }, { complex, form }, backend) => {
  const n = w.shape[1];
  const [entries, count] = [sizeOf(w), sizeOf(parameters)];
  // W*W − I has the norm of WW* − I.
  const [gram] =
    form === "square"
      ? runProgram(backend, rowProductsProgram(n, n, n, tuning), [w, w], [integer(n), integer(0)])
      : [];
  const scale = complex && form !== "diagonal" ? Math.SQRT1_2 : 1;
  const uniforms = [integer(n), integer(entries), integer(count), number(scale)];
  const given = [metrics, dW, gram ?? w, parameters];
  const [measures] = runProgram(backend, measuresProgram(form, entries, count, tuning), given, uniforms);
  if (gram) backend.disposeData(gram.dataId);
  return measures;
});

register<CombinationAttributes>(LINEAR_COMBINATION, (terms, { coefficients }, backend) => {
  const all = coefficients.map((_, i) => terms[termName(i)]);
  const program = linearCombinationProgram(all.length, all[0].shape);
  return runProgram(backend, program, all, [integer(sizeOf(all[0])), ...coefficients.map(number)])[0];
});

register<OptimiseAttributes>(OPTIMISE, (inputs, { optimiser: id, rate, count }, backend) => {
  const optimiser = OPTIMISERS[id];
  const { gradient, from } = inputs;
  const memory = Array.from({ length: optimiser.slots }, (_, i) => inputs[slotName(i)]);
  const constants = optimiser.constants(rate, count);
  const program = optimiseProgram(id, gradient.shape, constants.length, from !== undefined);
  const given = [gradient, ...memory, ...(from ? [from] : [])];
  return runProgram(backend, program, given, [integer(sizeOf(gradient)), ...constants.map(number)]);
});
