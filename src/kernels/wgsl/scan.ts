import type { Activation } from "../activations";
import type { Shader } from "../activations/activation";
import { type Program, program } from "./program";

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
export function scanProgram(activation: Activation, [steps, batch, n]: number[]): Program {
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

export function scanGradientProgram(activation: Activation, [steps, batch, n]: number[]): Program {
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

export function deltaProgram(activation: Activation, [states, batch, n]: number[]): Program {
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
