import type { Activation } from "../activations";
import { type CellSize, parameterCount, places, width } from "../cell-size";
import { eachNumber, type Program, program } from "./program";
import type { Spread } from "./spread";

/** Side of the square of ∂L/∂W that one workgroup sums where there are many. */
const TILE = 16;
/** Side of the square that one thread sums where there are few. */
const BLOCK = 4;

/**
 * ∂L/∂W = Σ_t δ_t h_{t−1}ᵀ over all rows, [n, n]. No sum is split between threads: the same bits every time.
 * @param spread many workgroups that share what they load, or few threads that each sum more
 */
export function weightGradientProgram(n: number, spread: Spread): Program {
  const common = {
    inputs: ["delta", "states"],
    output: [n, n],
    // Rows of δ₁ … δ_T begin after one moment of so many rows.
    integers: ["rows", "batch"],
  };
  if (spread.id !== "many") {
    const across = Math.ceil(n / BLOCK);
    const four = [0, 1, 2, 3];
    return program({
      ...common,
      key: `weight_gradient_blocks_${n}`,
      threads: 64,
      groups: Math.ceil((across * across) / 64),
      code: `
const N = ${n}u;
fn main() {
  let id = index();
  let i = id / ${across}u * ${BLOCK}u;
  let j = id % ${across}u * ${BLOCK}u;
  if (i >= N) { return; }
  ${four.map((k) => `let j${k} = min(j + ${k}u, N - 1u); let i${k} = min(i + ${k}u, N - 1u); var sum${k} = vec4<f32>(0.0);`).join("\n")}
  var d = u32(uniforms.batch) * N;
  var h = 0u;
  for (var r = 0u; r < u32(uniforms.rows); r++) {
    let state = vec4<f32>(states[h + j0], states[h + j1], states[h + j2], states[h + j3]);
    ${four.map((k) => `sum${k} += delta[d + i${k}] * state;`).join("\n")}
    d += N;
    h += N;
  }
  for (var c = 0u; c < ${BLOCK}u && j + c < N; c++) {
    ${four.map((k) => `if (i + ${k}u < N) { result[(i + ${k}u) * N + j + c] = sum${k}[c]; }`).join("\n")}
  }
}`,
    });
  }
  return program({
    ...common,
    key: "weight_gradient_tiles",
    threads: TILE * TILE,
    groups: Math.ceil(n / TILE) ** 2,
    code: `
const TILE = ${TILE}u;
var<workgroup> deltas: array<array<f32, ${TILE}>, ${TILE}>;
var<workgroup> before: array<array<f32, ${TILE}>, ${TILE}>;
fn main() {
  let n = u32(uniforms.outShape.y);
  let rows = u32(uniforms.rows);
  let skipped = u32(uniforms.batch) * n;
  let across = (n + TILE - 1u) / TILE;
  let i = group() / across * TILE;
  let j = group() % across * TILE;
  let y = localIndex / TILE;
  let x = localIndex % TILE;
  var sum = 0.0;
  for (var first = 0u; first < rows; first += TILE) {
    let row = first + y;
    var d = 0.0;
    var h = 0.0;
    if (row < rows && i + x < n) { d = delta[skipped + row * n + i + x]; }
    if (row < rows && j + x < n) { h = states[row * n + j + x]; }
    deltas[y][x] = d;
    before[y][x] = h;
    workgroupBarrier();
    for (var r = 0u; r < TILE; r++) { sum += deltas[r][y] * before[r][x]; }
    workgroupBarrier();
  }
  if (i + y < n && j + x < n) { result[(i + y) * n + j + x] = sum; }
}`,
  });
}

/** From the gradient of all four blocks of [[R, −I], [I, R]] that of R and I, in the same form. */
export function complexGradientProgram(n: number): Program {
  return eachNumber({
    key: "complex_gradient",
    inputs: ["blocks"],
    output: [n, n],
    integers: ["n"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let id = index();
  if (id >= n * n) { return; }
  let half = n / 2u;
  let i = id / n;
  let j = id % n;
  let same = (i / half) == (j / half);
  let partner = (i + half) % n * n + (j + half) % n;
  result[id] = blocks[id] + select(-blocks[partner], blocks[partner], same);
}`,
  });
}

/** Rows that one thread sums. */
export const ROWS_A_THREAD = 256;

/**
 * Sums over stretches of rows that make up the gradient of all parameters but W, [stretches, P]; see
 * {@link sumsProgram}.
 * @param rows T·batch
 * @param classes whether inputs are classes, or rows of numbers
 */
export function parameterGradientProgram(
  size: CellSize,
  activation: Activation,
  rows: number,
  classes: boolean,
): Program {
  const [n, o, d] = [width(size), size.outputs, size.inputs];
  const count = parameterCount(size);
  const { b, Ut, c, threshold } = places(size);
  const alongState = size.complex
    ? `
      let partner = at + ${size.units}u;
      let modulus = length(vec2(states[at], states[partner]));
      if (modulus > 0.0) { sum += (delta[at] * states[at] + delta[partner] * states[partner]) / modulus; }`
    : "sum += delta[at] * sign(states[at]);";
  return eachNumber({
    key: `parameter_gradient_${n}_${d}_${o}_${classes}_${activation.hasThreshold}_${size.complex}`,
    inputs: ["delta", "states", "losses", "inputs"],
    output: [Math.ceil(rows / ROWS_A_THREAD), count],
    // Rows of δ₁ … and h₁ … begin after `batch` rows; those with a loss after `skipped` more.
    integers: ["rows", "batch", "skipped"],
    code: `
const N = ${n}u;
const O = ${o}u;
fn main() {
  let id = index();
  let stretch = id / ${count}u;
  let p = id % ${count}u;
  let batch = u32(uniforms.batch);
  let skipped = u32(uniforms.skipped);
  let rows = u32(uniforms.rows);
  let first = stretch * ${ROWS_A_THREAD}u;
  if (first >= rows) { return; }
  let last = min(first + ${ROWS_A_THREAD}u, rows);
  var sum = 0.0;
  if (p < ${b.start}u) {
    let k = p / N;
    for (var r = first; r < last; r++) {
      ${
        classes
          ? "if (u32(inputs[r]) == k) { sum += delta[(batch + r) * N + p % N]; }"
          : `sum += inputs[r * ${d}u + k] * delta[(batch + r) * N + p % N];`
      }
    }
  } else if (p < ${Ut.start}u) {
    for (var r = first; r < last; r++) { sum += delta[(batch + r) * N + p - ${b.start}u]; }
  } else if (p < ${threshold.start}u) {
    for (var r = max(first, skipped); r < last; r++) {
      let loss = (r - skipped) * (O + 2u);
      if (p < ${c.start}u) {
        let q = p - ${Ut.start}u;
        sum += states[(batch + r) * N + q / O] * losses[loss + q % O];
      } else {
        sum += losses[loss + p - ${c.start}u];
      }
    }
  } else {
    ${
      activation.hasThreshold
        ? `for (var r = first; r < last; r++) {
      let at = (batch + r) * N + p - ${threshold.start}u;
      ${alongState}
    }`
        : ""
    }
  }
  result[id] = sum;
}`,
  });
}

/** The sum of all rows, [P], of [stretches, P]. */
export function sumsProgram(count: number): Program {
  return eachNumber({
    key: "sum_of_rows",
    inputs: ["rows"],
    output: [count],
    integers: ["height"],
    code: `
fn main() {
  let count = u32(uniforms.outShape);
  let id = index();
  if (id >= count) { return; }
  var sum = 0.0;
  for (var r = 0u; r < u32(uniforms.height); r++) { sum += rows[r * count + id]; }
  result[id] = sum;
}`,
  });
}
