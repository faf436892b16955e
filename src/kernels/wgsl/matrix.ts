import { termName } from "../linear-combination";
import { type Program, program } from "./program";

/** Side of the square of ∂L/∂W that one workgroup sums. */
const TILE = 16;

/** One workgroup walks all rows for its square, so no sum is split between workgroups: the same bits every time. */
export function weightGradientProgram(n: number): Program {
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

export function transposeProgram(n: number): Program {
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

/** Σ c_i A_i; the coefficients are uniforms, so one pipeline serves every sum of as many terms. */
export function linearCombinationProgram(count: number, shape: number[]): Program {
  const terms = Array.from({ length: count }, (_, i) => i);
  const size = shape.reduce((product, length) => product * length, 1);
  return {
    ...program(
      `linear_combination_${count}`,
      terms.map(termName),
      shape,
      64,
      Math.ceil(size / 64),
      `
fn main() {
  let id = globalId.x;
  if (id < u32(uniforms.outShape.x * uniforms.outShape.y)) {
    result[id] = ${terms.map((i) => `uniforms.c${i} * ${termName(i)}[id]`).join(" + ")};
  }
}`,
    ),
    uniforms: terms.map((i) => `c${i} : f32,`).join(" "),
  };
}
