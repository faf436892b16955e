import { type KernelConfig, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { diagonalDrift } from "../math/diagonal";
import { OPTIMISERS } from "../optimisers";
import { type CombinationAttributes, LINEAR_COMBINATION, termName } from "./linear-combination";
import {
  EXPONENTIAL_ADJOINT,
  MATRIX_EXPONENTIAL,
  type MatrixKernels,
  type MeasureAttributes,
  type ProductAttributes,
  SKEW_PART,
  SQUARE_PRODUCT,
  STEP_MEASURES,
} from "./matrices";
import { OPTIMISE, type OptimiseAttributes, slotName } from "./optimise";
import type { Pass } from "./pass";
import { referenceMatrices } from "./reference-matrices";
import { referencePass } from "./reference-pass";
import { type PassAttributes, RNN_PASS, resultShapes } from "./rnn-pass";

/** A backend whose tensors are arrays that JavaScript can access: those of cpu, or views of the heap of wasm. */
export interface HostMemory<Backend> {
  readonly backendName: string;
  allocate(backend: Backend, shape: number[]): TensorInfo;
  /** A view of a tensor, valid until the next allocation, which may move the heap. */
  view(backend: Backend, tensor: TensorInfo): Float32Array | Int32Array;
}

type Inputs = Record<string, TensorInfo>;

/** Registers the kernels for such a backend, with its fastest implementation of the pass and of matrix products. */
export function registerHostKernels<Backend>(
  { backendName, allocate, view }: HostMemory<Backend>,
  { pass, matrices }: { pass: Pass; matrices: MatrixKernels } = {
    pass: referencePass(Float32Array),
    matrices: referenceMatrices,
  },
): void {
  /**
   * Registers one kernel.
   * @param shapesOf returns the shapes of the outputs
   * @param run computes the outputs from views of the inputs; `raw` gives a view of an input that may be int32
   */
  function register<Attributes>(
    kernelName: string,
    shapesOf: (inputs: Inputs, attributes: Attributes) => number[][],
    run: (
      inputs: Readonly<Record<string, Float32Array>>,
      outputs: readonly Float32Array[],
      attributes: Attributes,
      raw: (name: string) => Float32Array | Int32Array,
    ) => void,
  ): void {
    const kernelFunc: KernelConfig["kernelFunc"] = ({ inputs: given, attrs, backend: of }) => {
      const [inputs, attributes, backend] = [given as Inputs, attrs as Attributes, of as Backend];
      const results = shapesOf(inputs, attributes).map((shape) => allocate(backend, shape));
      // Views are taken after all outputs have been allocated.
      const raw = (name: string) => view(backend, inputs[name]);
      const views = Object.fromEntries(Object.keys(inputs).map((name) => [name, raw(name) as Float32Array]));
      const outputs = results.map((result) => view(backend, result) as Float32Array);
      run(views, outputs, attributes, raw);
      return results.length === 1 ? results[0] : results;
    };
    registerKernel({ kernelName, backendName, kernelFunc });
  }

  register<PassAttributes>(
    RNN_PASS,
    ({ parameters }, attributes) => resultShapes(attributes, parameters.shape[0]),
    ({ w, h0, parameters, weights, accuracyWeights }, outputs, attributes, raw) => {
      const arrays = {
        w,
        h0,
        parameters,
        inputs: raw("inputs"),
        targets: raw("targets"),
        weights,
        accuracyWeights,
      };
      pass(attributes, arrays, outputs);
    },
  );

  register<ProductAttributes>(
    SQUARE_PRODUCT,
    ({ a }) => [a.shape],
    ({ a, b }, [to], { transposed }) => matrices.product(sideOf(a), a, b, transposed, to),
  );
  register(
    SKEW_PART,
    ({ a }) => [a.shape],
    ({ a }, [to]) => {
      const n = sideOf(a);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) to[i * n + j] = a[i * n + j] - a[j * n + i];
    },
  );
  register(
    MATRIX_EXPONENTIAL,
    ({ b }) => [b.shape],
    ({ b }, [to]) => matrices.exponential(sideOf(b), b, to),
  );
  register(
    EXPONENTIAL_ADJOINT,
    ({ b }) => [b.shape],
    ({ b, gradient }, [to]) => matrices.exponentialAdjoint(sideOf(b), b, gradient, to),
  );

  register<MeasureAttributes>(
    STEP_MEASURES,
    () => [[5]],
    ({ metrics, dW, w, parameters }, [to], { complex, form }) => {
      const scale = complex && form !== "diagonal" ? Math.SQRT1_2 : 1;
      const ofW = {
        square: () => scale * frobenius(gramMinusOne(w, matrices)),
        diagonal: () => diagonalDrift({ n: w.length / 2, values: w }),
        stacked: () => frobenius(w),
      };
      to.set([metrics[0], metrics[1], scale * frobenius(dW), ofW[form](), largest(parameters)]);
    },
  );

  register<CombinationAttributes>(
    LINEAR_COMBINATION,
    (terms) => [terms[termName(0)].shape],
    (terms, [to], { coefficients }) => {
      const [c, first] = [coefficients[0], terms[termName(0)]];
      for (let i = 0; i < to.length; i++) to[i] = c * first[i];
      for (let k = 1; k < coefficients.length; k++) {
        const [factor, from] = [coefficients[k], terms[termName(k)]];
        for (let i = 0; i < to.length; i++) to[i] += factor * from[i];
      }
    },
  );

  register<OptimiseAttributes>(
    OPTIMISE,
    ({ gradient }, { optimiser }) =>
      Array.from({ length: OPTIMISERS[optimiser].slots + 1 }, () => gradient.shape),
    (inputs, [to, ...memory], { optimiser: id, rate, count }) => {
      const optimiser = OPTIMISERS[id];
      for (const [i, slot] of memory.entries()) slot.set(inputs[slotName(i)]);
      optimiser.step(inputs.gradient, memory, to, optimiser.constants(rate, count));
      const { from } = inputs;
      if (from) for (let i = 0; i < to.length; i++) to[i] = from[i] - to[i];
    },
  );
}

const sideOf = (square: Float32Array) => Math.sqrt(square.length);

/** WWᵀ − I. */
function gramMinusOne(w: Float32Array, matrices: MatrixKernels): Float32Array {
  const n = sideOf(w);
  const gram = new Float32Array(n * n);
  matrices.product(n, w, w, true, gram);
  for (let i = 0; i < gram.length; i += n + 1) gram[i] -= 1;
  return gram;
}

/** The largest |x|; NaN if an entry is NaN. */
function largest(values: Float32Array): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) found = Math.max(found, Math.abs(values[i]));
  return found;
}

/** ‖A‖_F, summed in float64, in which no square of a float32 over- or underflows. */
function frobenius(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}
