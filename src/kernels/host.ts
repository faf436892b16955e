import { type KernelConfig, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { ACTIVATIONS_BY_ID } from "./activations";
import { EMBEDDING, EMBEDDING_GRADIENT, type EmbeddingAttributes } from "./embedding";
import { type CombinationAttributes, LINEAR_COMBINATION, termName } from "./linear-combination";
import type { Recurrence } from "./recurrence";
import * as reference from "./reference-scan";
import {
  RNN_SCAN,
  RNN_SCAN_DELTA,
  RNN_SCAN_GRADIENT,
  RNN_SCAN_WEIGHT_GRADIENT,
  type ScanAttributes,
} from "./rnn-scan";

/** A backend whose tensors are arrays that JavaScript can see: cpu's own, or views of wasm's heap. */
export interface HostMemory<Backend> {
  readonly backendName: string;
  allocate(backend: Backend, shape: number[]): TensorInfo;
  /** Valid until the next allocation, which may move the heap. */
  view(backend: Backend, tensor: TensorInfo): Float32Array | Int32Array;
}

/** Registers the plain-array kernels for such a backend, with the recurrence that is fastest there. */
export function registerHostKernels<Backend>(
  { backendName, allocate, view }: HostMemory<Backend>,
  recurrence: Recurrence = reference,
): void {
  const register = <Attributes>(
    kernelName: string,
    run: (inputs: Record<string, TensorInfo>, attributes: Attributes, backend: Backend) => TensorInfo,
  ) => {
    const kernelFunc: KernelConfig["kernelFunc"] = ({ inputs, attrs, backend }) =>
      run(inputs as Record<string, TensorInfo>, attrs as Attributes, backend as Backend);
    registerKernel({ kernelName, backendName, kernelFunc });
  };
  const floats = (backend: Backend, tensor: TensorInfo) => view(backend, tensor) as Float32Array;

  register<ScanAttributes>(RNN_SCAN, ({ w, drive, h0, threshold }, { activation }, backend) => {
    const [steps, batch, units] = drive.shape;
    const h = allocate(backend, [steps + 1, batch, units]);
    const read = (tensor: TensorInfo) => floats(backend, tensor);
    recurrence.scan(
      { steps, batch, units },
      ACTIVATIONS_BY_ID[activation],
      { w: read(w), drive: read(drive), h0: read(h0), threshold: read(threshold) },
      read(h),
    );
    return h;
  });

  register<ScanAttributes>(RNN_SCAN_GRADIENT, ({ w, h, direct, threshold }, { activation }, backend) => {
    const [steps, batch, units] = direct.shape;
    const gradient = allocate(backend, [steps + 1, batch, units]);
    const read = (tensor: TensorInfo) => floats(backend, tensor);
    recurrence.scanGradient(
      { steps, batch, units },
      ACTIVATIONS_BY_ID[activation],
      { w: read(w), h: read(h), direct: read(direct), threshold: read(threshold) },
      read(gradient),
    );
    return gradient;
  });

  register<ScanAttributes>(RNN_SCAN_DELTA, ({ h, gradient, threshold }, { activation }, backend) => {
    const [states, batch, units] = h.shape;
    const delta = allocate(backend, [states - 1, batch, units]);
    const read = (tensor: TensorInfo) => floats(backend, tensor);
    recurrence.scanDelta(
      { steps: states - 1, batch, units },
      ACTIVATIONS_BY_ID[activation],
      { h: read(h), gradient: read(gradient), threshold: read(threshold) },
      read(delta),
    );
    return delta;
  });

  register(RNN_SCAN_WEIGHT_GRADIENT, ({ h, delta }, _attributes, backend) => {
    const [steps, batch, units] = delta.shape;
    const dW = allocate(backend, [units, units]);
    const read = (tensor: TensorInfo) => floats(backend, tensor);
    recurrence.scanWeightGradient({ steps, batch, units }, { h: read(h), delta: read(delta) }, read(dW));
    return dW;
  });

  register<CombinationAttributes>(LINEAR_COMBINATION, (terms, { coefficients }, backend) => {
    const sum = allocate(backend, terms[termName(0)].shape);
    const to = floats(backend, sum);
    to.fill(0);
    for (const [k, c] of coefficients.entries()) {
      const from = floats(backend, terms[termName(k)]);
      for (let i = 0; i < to.length; i++) to[i] += c * from[i];
    }
    return sum;
  });

  register(EMBEDDING, ({ table, index }, _attributes, backend) => {
    const n = table.shape[1];
    const rows = allocate(backend, [index.shape[0], n]);
    const [from, at, to] = [floats(backend, table), view(backend, index), floats(backend, rows)];
    for (let r = 0; r < at.length; r++) {
      const row = at[r] * n;
      for (let j = 0; j < n; j++) to[r * n + j] = from[row + j];
    }
    return rows;
  });

  register<EmbeddingAttributes>(EMBEDDING_GRADIENT, ({ rows, index }, { classes }, backend) => {
    const n = rows.shape[1];
    const sums = allocate(backend, [classes, n]);
    const [from, at, to] = [floats(backend, rows), view(backend, index), floats(backend, sums)];
    to.fill(0);
    for (let r = 0; r < at.length; r++) {
      const row = at[r] * n;
      for (let j = 0; j < n; j++) to[row + j] += from[r * n + j];
    }
    return sums;
  });
}
