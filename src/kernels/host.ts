import { type KernelConfig, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { ACTIVATIONS_BY_ID } from "./activations";
import { EMBEDDING_GRADIENT, type EmbeddingAttributes } from "./embedding-gradient";
import { scan, scanGradient } from "./reference-scan";
import { RNN_SCAN, RNN_SCAN_DELTA, RNN_SCAN_GRADIENT, type ScanAttributes } from "./rnn-scan";

/** A backend whose tensors are arrays that JavaScript can see: cpu's own, or views of wasm's heap. */
export interface HostMemory<Backend> {
  readonly backendName: string;
  allocate(backend: Backend, shape: number[]): TensorInfo;
  /** Valid until the next allocation, which may move the heap. */
  view(backend: Backend, tensor: TensorInfo): Float32Array | Int32Array;
}

/** Registers the plain-array kernels for such a backend. */
export function registerHostKernels<Backend>({ backendName, allocate, view }: HostMemory<Backend>): void {
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
    scan(
      { steps, batch, units },
      ACTIVATIONS_BY_ID[activation],
      { w: read(w), drive: read(drive), h0: read(h0), threshold: read(threshold) },
      read(h),
    );
    return h;
  });

  register<ScanAttributes>(RNN_SCAN_GRADIENT, ({ w, h, direct }, { activation }, backend) => {
    const [steps, batch, units] = direct.shape;
    const gradient = allocate(backend, [steps + 1, batch, units]);
    const read = (tensor: TensorInfo) => floats(backend, tensor);
    scanGradient(
      { steps, batch, units },
      ACTIVATIONS_BY_ID[activation],
      { w: read(w), h: read(h), direct: read(direct) },
      read(gradient),
    );
    return gradient;
  });

  register<ScanAttributes>(RNN_SCAN_DELTA, ({ h, gradient }, { activation }, backend) => {
    const [states, batch, units] = h.shape;
    const delta = allocate(backend, [states - 1, batch, units]);
    const [from, g, to] = [floats(backend, h), floats(backend, gradient), floats(backend, delta)];
    const { slope } = ACTIVATIONS_BY_ID[activation];
    const first = batch * units;
    for (let i = 0; i < to.length; i++) to[i] = slope(from[first + i]) * g[first + i];
    return delta;
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
