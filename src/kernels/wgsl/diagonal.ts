import { SCAN_ACTIVATIONS, type ScanActivation } from "../activations";
import { type CellSize, places } from "../cell-size";
import { activateFunction, pullBackFunction } from "./activation";
import { ROWS_OF_A_SUM } from "./gradients";
import { eachNumber, type Program, program } from "./program";

/**
 * The recurrence of W = diag(λ): each thread computes one complex unit of one sequence through all time steps, with no
 * memory in common and no barrier. λ is [2, n], a state [Re h; Im h] has 2n numbers.
 */
interface Scan {
  readonly size: CellSize;
  readonly activation: ScanActivation;
  readonly steps: number;
  readonly batch: number;
}

const THREADS = 64;

const keyOf = ({ activation, size }: Scan) => `${activation}_${size.units}_${size.inputs}_${size.outputs}`;

/** What the programs have in common: constants, functions of complex numbers, and the place of a thread. */
const head = ({ units }: CellSize) => `
const U = ${units}u;
const N = ${2 * units}u;
fn times(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> { return vec2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }`;

const PLACE = `
  let batch = u32(uniforms.batch);
  if (index() >= batch * U) { return; }
  let k = index() / U;
  let i = index() % U;`;

/** WGSL of a complex number of an array, at the row of sequence k at time step t. */
const at = (array: string, t: string) =>
  `vec2(${array}[(${t} * batch + k) * N + i], ${array}[(${t} * batch + k) * N + U + i])`;

const put = (t: string, value: string) => `
    result[(${t} * batch + k) * N + i] = ${value}.x;
    result[(${t} * batch + k) * N + U + i] = ${value}.y;`;

/** As `scanProgram` of scan.ts: h₀ … h_T, [T+1, batch, 2n]. */
export function diagonalScanProgram(scan: Scan, classes: boolean, started: boolean): Program {
  const { size, activation, steps, batch } = scan;
  const { Vt, b, threshold } = places(size);
  const column = (row: string) =>
    `vec2(parameters[${Vt.start}u + ${row} * N + i], parameters[${Vt.start}u + ${row} * N + U + i])`;
  return program({
    key: `diagonal_scan_${keyOf(scan)}_${classes}_${started}`,
    inputs: ["lambda", "parameters", "inputs", ...(started ? ["start"] : [])],
    output: [steps + 1, batch, 2 * size.units],
    threads: THREADS,
    groups: Math.ceil((batch * size.units) / THREADS),
    loads: batch * size.units * steps * (classes ? 3 : 3 * size.inputs),
    parts: steps,
    integers: ["batch"],
    code: `${head(size)}
${activateFunction(SCAN_ACTIVATIONS[activation].wgsl)}
fn main() {${PLACE}
  let turn = vec2(lambda[i], lambda[U + i]);
  let bias = vec2(parameters[${b.start}u + i], parameters[${b.start}u + U + i]);
  let m = parameters[${threshold.start}u + i];
  let begin = u32(uniforms.begin);
  var h = vec2<f32>(0.0);
  if (begin > 0u) { h = ${at("result", "begin")}; } else {
    ${started ? `h = ${at("start", "0u")};` : ""}
    ${put("0u", "h")}
  }
  for (var t = begin; t < u32(uniforms.end); t++) {
    var z = bias + times(turn, h);
    ${
      classes
        ? `z += ${column("u32(inputs[t * batch + k])")};`
        : `for (var d = 0u; d < ${size.inputs}u; d++) { z += inputs[(t * batch + k) * ${size.inputs}u + d] * ${column("d")}; }`
    }
    h = vec2(activate(z.x, z.y, m), activate(z.y, z.x, m));
    ${put("(t + 1u)", "h")}
  }
}`,
  });
}

/** As `backwardProgram` of scan.ts: G₀ … G_T, or G₀ and δ₁ … δ_T, [T+1, batch, 2n]. */
export function diagonalBackwardProgram(scan: Scan, keep: "gradient" | "delta"): Program {
  const { size, activation, steps, batch } = scan;
  return program({
    key: `diagonal_backward_${keyOf(scan)}_${keep}`,
    inputs: ["lambda", "states", "direct", "parameters"],
    output: [steps + 1, batch, 2 * size.units],
    threads: THREADS,
    groups: Math.ceil((batch * size.units) / THREADS),
    loads: batch * size.units * steps * 6,
    parts: steps,
    integers: ["steps", "batch", "first"],
    code: `${head(size)}
${pullBackFunction(SCAN_ACTIVATIONS[activation].wgsl)}
fn main() {${PLACE}
  let steps = u32(uniforms.steps);
  let first = u32(uniforms.first);
  let back = vec2(lambda[i], -lambda[U + i]);
  let m = parameters[${places(size).threshold.start}u + i];
  let last = steps - u32(uniforms.begin);
  let next = steps - u32(uniforms.end);
  var g = vec2<f32>(0.0);
  if (last < steps) { g = ${at("result", "last")}; }
  for (var t = last; t > next; t--) {
    if (t > first) { g += ${at("direct", "(t - 1u - first)")}; }
    let h = ${at("states", "t")};
    let d = vec2(pullBack(h.x, h.y, g.x, g.y, m), pullBack(h.y, h.x, g.y, g.x, m));
    ${put("t", keep === "gradient" ? "g" : "d")}
    g = times(back, d);
  }
  ${put("next", "g")}
}`,
  });
}

/** Partial sums of ∂L/∂λ = Σ_t δ_t∘h̄_{t−1} over slices of rows, [slices, 2n], which `sumsProgram` adds up. */
export function diagonalGradientProgram(units: number, rows: number): Program {
  const slices = Math.ceil(rows / ROWS_OF_A_SUM);
  return eachNumber({
    key: `diagonal_gradient_${units}`,
    inputs: ["delta", "states"],
    output: [slices, 2 * units],
    each: 4 * Math.min(rows, ROWS_OF_A_SUM),
    // The rows of δ₁ … begin after `batch` rows.
    integers: ["rows", "batch"],
    code: `
const U = ${units}u;
const N = ${2 * units}u;
fn main() {
  let slice = index() / N;
  let p = index() % N;
  let rows = u32(uniforms.rows);
  let first = slice * ${ROWS_OF_A_SUM}u;
  if (first >= rows) { return; }
  let i = p % U;
  var sum = 0.0;
  for (var r = first; r < min(first + ${ROWS_OF_A_SUM}u, rows); r++) {
    let d = (u32(uniforms.batch) + r) * N + i;
    let h = r * N + i;
    if (p < U) { sum += delta[d] * states[h] + delta[d + U] * states[h + U]; }
    else { sum += delta[d + U] * states[h] - delta[d] * states[h + U]; }
  }
  result[slice * N + p] = sum;
}`,
  });
}
