import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { type KernelConfig, registerKernel, type TensorInfo } from "@tensorflow/tfjs-core";
import { ACTIVATIONS_BY_ID, type Activation } from "./activations";
import type { Shader } from "./activations/activation";
import { EMBEDDING_GRADIENT, type EmbeddingAttributes } from "./embedding-gradient";
import {
  RNN_SCAN,
  RNN_SCAN_DELTA,
  RNN_SCAN_GRADIENT,
  RNN_SCAN_WEIGHT_GRADIENT,
  type ScanAttributes,
} from "./rnn-scan";

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

/** A pair's other half is handed over through workgroup memory, between two barriers. */
const PARTNER_Z = `state[i] = z;
    workgroupBarrier();
    let other = state[(i + N / 2u) % N];
    workgroupBarrier();`;
const PARTNER_G = `delta[j] = g;
    workgroupBarrier();
    let otherG = delta[(j + N / 2u) % N];
    let otherH = states[row + (j + N / 2u) % N];
    workgroupBarrier();`;

const activateFunction = ({ value }: Shader) =>
  `fn activate(z: f32, other: f32, threshold: f32) -> f32 { return ${value}; }`;

const pullBackFunction = (shader: Shader) => `
fn along_and_across(h: vec2<f32>, g: vec2<f32>, threshold: f32) -> f32 {
  let size = length(h);
  if (size == 0.0) { return 0.0; }
  let along = dot(g, h) / size * (h.x / size);
  return along + (g.x - along) * (size / max(size - threshold, 1e-12));
}
fn pullBack(h: f32, otherH: f32, g: f32, otherG: f32, threshold: f32) -> f32 {
  return ${shader.kind === "paired" ? shader.pullBack : `(${shader.slope}) * g`};
}`;

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
${activateFunction(activation.wgsl)}
fn main() {
  let i = localIndex;
  let steps = u32(uniforms.driveShape.x);
  let batch = u32(uniforms.driveShape.y);
  let k = workgroupId.x;
  let m = threshold[i % arrayLength(&threshold)];
  state[i] = start[k * N + i];
  result[k * N + i] = state[i];
  workgroupBarrier();
  for (var t = 0u; t < steps; t++) {
    var z = drive[(t * batch + k) * N + i];
    for (var j = 0u; j < N; j++) { z += transposed[j * N + i] * state[j]; }
    workgroupBarrier();
    ${activation.wgsl.kind === "paired" ? PARTNER_Z : "let other = 0.0;"}
    let h = activate(z, other, m);
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
    ["w", "states", "direct", "threshold"],
    [steps + 1, batch, n],
    n,
    batch,
    `
const N = ${n}u;
var<workgroup> delta: array<f32, ${n}>;
${pullBackFunction(activation.wgsl)}
fn main() {
  let j = localIndex;
  let m = threshold[j % arrayLength(&threshold)];
  let steps = u32(uniforms.directShape.x);
  let batch = u32(uniforms.directShape.y);
  let k = workgroupId.x;
  var g = direct[((steps - 1u) * batch + k) * N + j];
  result[(steps * batch + k) * N + j] = g;
  for (var back = 0u; back < steps; back++) {
    let t = steps - 1u - back;
    let row = ((t + 1u) * batch + k) * N;
    ${activation.wgsl.kind === "paired" ? PARTNER_G : "let otherG = 0.0; let otherH = 0.0;"}
    delta[j] = pullBack(states[row + j], otherH, g, otherG, m);
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
    ["states", "gradient", "threshold"],
    [states - 1, batch, n],
    64,
    Math.ceil(((states - 1) * batch * n) / 64),
    `
${pullBackFunction(activation.wgsl)}
fn main() {
  let n = u32(uniforms.outShape.z);
  let first = u32(uniforms.outShape.y) * n;
  let id = globalId.x;
  if (id >= u32(uniforms.outShape.x) * first) { return; }
  let i = id % n;
  let partner = first + id - i + (i + n / 2u) % n;
  let m = threshold[i % arrayLength(&threshold)];
  result[id] = pullBack(states[first + id], states[partner], gradient[first + id], gradient[partner], m);
}`,
  );
}

/** Side of the square of ∂L/∂W that one workgroup sums. */
const TILE = 16;

/** One workgroup walks all rows for its square, so no sum is split between workgroups: the same bits every time. */
function weightGradientProgram(n: number): Program {
  return program(
    "rnn_scan_weight_gradient",
    ["delta", "states"],
    [n, n],
    TILE * TILE,
    Math.ceil(n / TILE) ** 2,
    `
const TILE = ${TILE}u;
var<workgroup> deltas: array<array<f32, ${TILE}>, ${TILE}>;
var<workgroup> before: array<array<f32, ${TILE}>, ${TILE}>;
fn main() {
  let n = u32(uniforms.outShape.y);
  let rows = u32(uniforms.deltaShape.x) * u32(uniforms.deltaShape.y);
  let across = (n + TILE - 1u) / TILE;
  let i = workgroupId.x / across * TILE;
  let j = workgroupId.x % across * TILE;
  let y = localIndex / TILE;
  let x = localIndex % TILE;
  var sum = 0.0;
  for (var first = 0u; first < rows; first += TILE) {
    let row = first + y;
    var d = 0.0;
    var h = 0.0;
    if (row < rows && i + x < n) { d = delta[row * n + i + x]; }
    if (row < rows && j + x < n) { h = states[row * n + j + x]; }
    deltas[y][x] = d;
    before[y][x] = h;
    workgroupBarrier();
    for (var r = 0u; r < TILE; r++) { sum += deltas[r][y] * before[r][x]; }
    workgroupBarrier();
  }
  if (i + y < n && j + x < n) { result[(i + y) * n + j + x] = sum; }
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

register<EmbeddingAttributes>(EMBEDDING_GRADIENT, ({ rows, index }, { classes }, backend) =>
  backend.runWebGPUProgram(embeddingGradientProgram(classes, rows.shape[1]), [rows, index], "float32"),
);
