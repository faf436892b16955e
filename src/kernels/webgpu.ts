import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { type KernelConfig, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { ACTIVATIONS_BY_ID, type Activation } from "./activations";
import { EMBEDDING_GRADIENT, type EmbeddingAttributes } from "./embedding-gradient";
import { RNN_SCAN, RNN_SCAN_DELTA, RNN_SCAN_GRADIENT, type ScanAttributes } from "./rnn-scan";

type Program = Parameters<WebGPUBackend["runWebGPUProgram"]>[0];

/** Most invocations of one workgroup that every WebGPU adapter grants. */
const WORKGROUP_LIMIT = 256;

/** A program of tfjs, from its WGSL. Sizes are read from the shape uniforms, so one pipeline serves them all. */
function program(
  shaderKey: string,
  variableNames: string[],
  outputShape: number[],
  threads: number,
  groups: number,
  code: string,
): Program {
  return {
    variableNames,
    outputShape,
    shaderKey,
    workgroupSize: [threads, 1, 1],
    dispatch: [groups, 1, 1],
    dispatchLayout: { x: [0], y: [1], z: [2] },
    size: false,
    getUserCode: () => code,
  };
}

/**
 * One workgroup per sequence, one thread per unit; the state of the moment lives in workgroup memory, so the
 * whole of time is one dispatch. W is read with neighbouring threads on neighbouring addresses.
 */
function scanProgram(activation: Activation, [steps, batch, n]: number[]): Program {
  return program(
    `rnn_scan_${activation.id}_${n}`,
    ["transposed", "drive", "start", "threshold"],
    [steps + 1, batch, n],
    n,
    batch,
    `
const N = ${n}u;
var<workgroup> state: array<f32, ${n}>;
fn activate(z: f32, threshold: f32) -> f32 { return ${activation.wgsl.value}; }
fn main() {
  let i = localIndex;
  let steps = u32(uniforms.driveShape.x);
  let batch = u32(uniforms.driveShape.y);
  let k = workgroupId.x;
  let m = threshold[i];
  state[i] = start[k * N + i];
  result[k * N + i] = state[i];
  workgroupBarrier();
  for (var t = 0u; t < steps; t++) {
    var z = drive[(t * batch + k) * N + i];
    for (var j = 0u; j < N; j++) { z += transposed[j * N + i] * state[j]; }
    workgroupBarrier();
    let h = activate(z, m);
    state[i] = h;
    result[((t + 1u) * batch + k) * N + i] = h;
    workgroupBarrier();
  }
}`,
  );
}

function scanGradientProgram(activation: Activation, [steps, batch, n]: number[]): Program {
  return program(
    `rnn_scan_gradient_${activation.id}_${n}`,
    ["w", "states", "direct"],
    [steps + 1, batch, n],
    n,
    batch,
    `
const N = ${n}u;
var<workgroup> delta: array<f32, ${n}>;
fn slope(h: f32) -> f32 { return ${activation.wgsl.slope}; }
fn main() {
  let j = localIndex;
  let steps = u32(uniforms.directShape.x);
  let batch = u32(uniforms.directShape.y);
  let k = workgroupId.x;
  var g = direct[((steps - 1u) * batch + k) * N + j];
  result[(steps * batch + k) * N + j] = g;
  for (var back = 0u; back < steps; back++) {
    let t = steps - 1u - back;
    delta[j] = slope(states[((t + 1u) * batch + k) * N + j]) * g;
    workgroupBarrier();
    g = 0.0;
    for (var i = 0u; i < N; i++) { g += w[i * N + j] * delta[i]; }
    if (t > 0u) { g += direct[((t - 1u) * batch + k) * N + j]; }
    result[(t * batch + k) * N + j] = g;
    workgroupBarrier();
  }
}`,
  );
}

function deltaProgram(activation: Activation, [states, batch, n]: number[]): Program {
  return program(
    `rnn_scan_delta_${activation.id}`,
    ["states", "gradient"],
    [states - 1, batch, n],
    64,
    Math.ceil(((states - 1) * batch * n) / 64),
    `
fn slope(h: f32) -> f32 { return ${activation.wgsl.slope}; }
fn main() {
  let first = u32(uniforms.outShape.y * uniforms.outShape.z);
  let id = globalId.x;
  if (id < u32(uniforms.outShape.x) * first) { result[id] = slope(states[first + id]) * gradient[first + id]; }
}`,
  );
}

function transposeProgram(n: number): Program {
  return program(
    "transpose_square",
    ["square"],
    [n, n],
    64,
    Math.ceil((n * n) / 64),
    `
fn main() {
  let n = u32(uniforms.squareShape.x);
  let id = globalId.x;
  if (id < n * n) { result[id] = square[(id % n) * n + id / n]; }
}`,
  );
}

/** One thread per entry of the result walks all rows: no atomics, hence the same sum every time. */
function embeddingGradientProgram(classes: number, n: number): Program {
  return program(
    "embedding_gradient",
    ["rows", "at"],
    [classes, n],
    64,
    Math.ceil((classes * n) / 64),
    `
fn main() {
  let n = u32(uniforms.outShape.y);
  let id = globalId.x;
  if (id >= u32(uniforms.outShape.x) * n) { return; }
  let class_ = i32(id / n);
  var sum = 0.0;
  for (var r = 0u; r < u32(uniforms.rowsShape.x); r++) {
    if (at[r] == class_) { sum += rows[r * n + id % n]; }
  }
  result[id] = sum;
}`,
  );
}

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
    throw new RangeError(`${n} hidden units are too many for WebGPU here: at most ${WORKGROUP_LIMIT}.`);
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

register<ScanAttributes>(RNN_SCAN_GRADIENT, ({ w, h, direct }, { activation }, backend) => {
  checkUnits(w.shape[0]);
  const shape = scanGradientProgram(ACTIVATIONS_BY_ID[activation], direct.shape);
  return backend.runWebGPUProgram(shape, [w, h, direct], "float32");
});

register<ScanAttributes>(RNN_SCAN_DELTA, ({ h, gradient }, { activation }, backend) =>
  backend.runWebGPUProgram(deltaProgram(ACTIVATIONS_BY_ID[activation], h.shape), [h, gradient], "float32"),
);

register<EmbeddingAttributes>(EMBEDDING_GRADIENT, ({ rows, index }, { classes }, backend) =>
  backend.runWebGPUProgram(embeddingGradientProgram(classes, rows.shape[1]), [rows, index], "float32"),
);
