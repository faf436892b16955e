import type { Activation } from "../activations";
import { blockRows, type CellSize, kindOf, parameterCount, places, width } from "../cell-size";
import { MODULUS } from "./activation";
import { cellKey } from "./cell-key";
import { eachNumber, type Program, program } from "./program";
import { tileOf } from "./tile";
import type { WorkgroupTuning } from "./workgroup-tuning";

/** The side of the square that one workgroup sums if there are many workgroups. */
const TILE = 16;

/**
 * The number of rows in a slice, which is summed before its sum is added to the rest: that reduces rounding in float32.
 */
export const ROWS_OF_A_SUM = 256;

/**
 * XᵀY, [m, n], of rows of m and of n numbers: ∂L/∂W = Σ_t δ_t h_{t−1}ᵀ over all sequences, and W*W. No sum is split between
 * threads, so that its bits are the same every time.
 * @param tuning many threads that share what they load, or few threads that each sum more
 */
export function rowProductsProgram(m: number, n: number, rows: number, tuning: WorkgroupTuning): Program {
  const common = {
    inputs: ["left", "right"],
    output: [m, n],
    parts: Math.ceil(rows / ROWS_OF_A_SUM),
    // The rows of X begin after `skipped` rows.
    integers: ["rows", "skipped"],
  };
  if (tuning.id !== "many") {
    const tile = tileOf(n, tuning, m);
    return program({
      ...common,
      key: `row_products_${m}_${n}`,
      threads: tile.threads,
      groups: Math.ceil(tile.count / tile.threads),
      loads: rows * tile.count * 2 * tuning.tile,
      code: `
fn main() {
  let id = index();
  if (id >= ${tile.count}u) { return; }
  for (var slice = u32(uniforms.begin); slice < u32(uniforms.end); slice++) {
    let first = slice * ${ROWS_OF_A_SUM}u;
    let last = min(first + ${ROWS_OF_A_SUM}u, u32(uniforms.rows));
    ${tile.begin("id")}
    var x = (u32(uniforms.skipped) + first) * ${m}u;
    var y = first * ${n}u;
    for (var r = first; r < last; r++) {
      ${tile.add(
        (i) => `left[x + ${i}]`,
        (j) => `right[y + ${j}]`,
      )}
      x += ${m}u;
      y += ${n}u;
    }
    ${tile.end((at, sum) => `result[${at}] = ${sum} + select(0.0, result[${at}], slice > 0u);`)}
  }
}`,
    });
  }
  const groups = Math.ceil(m / TILE) * Math.ceil(n / TILE);
  return program({
    ...common,
    key: "row_products",
    threads: TILE * TILE,
    groups,
    loads: groups * 2 * TILE * rows,
    code: `
const TILE = ${TILE}u;
var<workgroup> lefts: array<array<f32, ${TILE}>, ${TILE}>;
var<workgroup> rights: array<array<f32, ${TILE}>, ${TILE}>;
fn main() {
  let m = u32(uniforms.outShape.x);
  let n = u32(uniforms.outShape.y);
  let rows = u32(uniforms.rows);
  let skipped = u32(uniforms.skipped) * m;
  let across = (n + TILE - 1u) / TILE;
  let i = group() / across * TILE;
  let j = group() % across * TILE;
  let y = localIndex / TILE;
  let x = localIndex % TILE;
  for (var slice = u32(uniforms.begin); slice < u32(uniforms.end); slice++) {
    let last = min((slice + 1u) * ${ROWS_OF_A_SUM}u, rows);
    var sum = 0.0;
    for (var first = slice * ${ROWS_OF_A_SUM}u; first < last; first += TILE) {
      let row = first + y;
      var d = 0.0;
      var h = 0.0;
      if (row < rows && i + x < m) { d = left[skipped + row * m + i + x]; }
      if (row < rows && j + x < n) { h = right[row * n + j + x]; }
      lefts[y][x] = d;
      rights[y][x] = h;
      workgroupBarrier();
      for (var r = 0u; r < TILE; r++) { sum += lefts[r][y] * rights[r][x]; }
      workgroupBarrier();
    }
    if (i + y < m && j + x < n) {
      let at = (i + y) * n + j + x;
      result[at] = sum + select(0.0, result[at], slice > 0u);
    }
  }
}`,
  });
}

/** The gradient of R and I, in the form [[R, −I], [I, R]], from the gradient of all four blocks. */
export function complexGradientProgram(n: number): Program {
  return eachNumber({
    key: "complex_gradient",
    inputs: ["blocks"],
    output: [n, n],
    each: 2,
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

/** The number of rows of Vᵀ or columns of Uᵀ that one thread sums for one unit: at most eight, and about equal. */
const share = (count: number) => Math.ceil(count / Math.ceil(count / 8));

/**
 * The gradient of all parameters but W, as sums over slices of rows, [slices, P]; {@link sumsProgram} adds them up.
 * What a thread has loaded of a unit serves several of its weights. A cell with an inner bias has another input, δ of its
 * recurrent part.
 * @param rows T·batch
 * @param classes whether inputs are classes, or rows of numbers
 */
export function parameterGradientProgram(
  size: CellSize,
  activation: Activation,
  rows: number,
  classes: boolean,
): Program {
  const [n, k, o, d] = [width(size), blockRows(size), size.outputs, size.inputs];
  const { innerBias } = kindOf(size);
  const count = parameterCount(size);
  const { b, Ut, c, threshold, bm } = places(size);
  const slices = Math.ceil(rows / ROWS_OF_A_SUM);
  const [inputs, outputs] = [share(d), share(o)].map((length) => Array.from({ length }, (_, m) => m));
  // The threads of a slice: first those of V and b, then those of U, of c, and of the thresholds or
  // the inner bias.
  const endV = Math.ceil(d / inputs.length) * k;
  const endU = endV + Math.ceil(o / outputs.length) * n;
  const endC = endU + o;
  const thresholds = threshold.end - threshold.start;
  const threads = endC + thresholds + (bm.end - bm.start);
  const hasThreshold = activation.hasThreshold && thresholds > 0;
  const eachRow =
    endV * (classes ? 2 : 1 + inputs.length) +
    (endU - endV) * (1 + outputs.length) +
    o +
    (hasThreshold ? size.units * (size.complex ? 4 : 2) : 0) +
    (bm.end - bm.start);
  const alongState = size.complex
    ? `
      let partner = at + ${size.units}u;
      let size = modulus(vec2(states[at], states[partner]));
      if (size > 0.0) { sum += delta[at] * (states[at] / size) + delta[partner] * (states[partner] / size); }`
    : "sum += delta[at] * sign(states[at]);";
  return program({
    key: `parameter_gradient_${n}_${d}_${o}_${classes}_${activation.hasThreshold}_${size.complex}${cellKey(size)}`,
    inputs: ["delta", "states", "losses", "inputs", ...(innerBias === null ? [] : ["recurrentDelta"])],
    output: [slices, count],
    threads: 64,
    groups: Math.ceil((slices * threads) / 64),
    loads: rows * eachRow,
    // The rows of δ₁ … and h₁ … begin after `batch` rows; the first with a loss comes `skipped` rows later.
    integers: ["rows", "batch", "skipped"],
    code: `
const N = ${n}u;
const K = ${k}u;
const O = ${o}u;
const D = ${d}u;
${size.complex && hasThreshold ? MODULUS : ""}
fn main() {
  let slice = index() / ${threads}u;
  let p = index() % ${threads}u;
  let batch = u32(uniforms.batch);
  let skipped = u32(uniforms.skipped);
  let rows = u32(uniforms.rows);
  let first = slice * ${ROWS_OF_A_SUM}u;
  if (first >= rows) { return; }
  let last = min(first + ${ROWS_OF_A_SUM}u, rows);
  let to = slice * ${count}u;
  if (p < ${endV}u) {
    let i = p % K;
    let k = p / K * ${inputs.length}u;
    var all = 0.0;
    ${inputs.map((m) => `let k${m} = min(k + ${m}u, D - 1u); var sum${m} = 0.0;`).join("\n    ")}
    for (var r = first; r < last; r++) {
      let d = delta[(batch + r) * K + i];
      all += d;
      ${classes ? "let x = u32(inputs[r]);" : ""}
      ${inputs.map((m) => (classes ? `sum${m} += select(0.0, d, x == k${m});` : `sum${m} += inputs[r * D + k${m}] * d;`)).join("\n      ")}
    }
    ${inputs.map((m) => `if (k + ${m}u < D) { result[to + k${m} * K + i] = sum${m}; }`).join("\n    ")}
    if (k == 0u) { result[to + ${b.start}u + i] = all; }
  } else if (p < ${endU}u) {
    let unit = (p - ${endV}u) % N;
    let j = (p - ${endV}u) / N * ${outputs.length}u;
    ${outputs.map((m) => `let j${m} = min(j + ${m}u, O - 1u); var sum${m} = 0.0;`).join("\n    ")}
    for (var r = max(first, skipped); r < last; r++) {
      let h = states[(batch + r) * N + unit];
      let loss = (r - skipped) * (O + 2u);
      ${outputs.map((m) => `sum${m} += h * losses[loss + j${m}];`).join("\n      ")}
    }
    ${outputs.map((m) => `if (j + ${m}u < O) { result[to + ${Ut.start}u + unit * O + j${m}] = sum${m}; }`).join("\n    ")}
  } else if (p < ${endC}u) {
    let j = p - ${endU}u;
    var sum = 0.0;
    for (var r = max(first, skipped); r < last; r++) { sum += losses[(r - skipped) * (O + 2u) + j]; }
    result[to + ${c.start}u + j] = sum;
  } else {
    let unit = p - ${endC}u;
    var sum = 0.0;
    ${innerBias === null ? "" : `for (var r = first; r < last; r++) { sum += recurrentDelta[(batch + r) * K + ${innerBias * n}u + unit]; }`}
    ${
      hasThreshold
        ? `for (var r = first; r < last; r++) {
      let at = (batch + r) * N + unit;
      ${alongState}
    }`
        : ""
    }
    result[to + ${threshold.start}u + unit] = sum;
  }
}`,
  });
}

/** The sum of all rows, [P], of [slices, P]. */
export function sumsProgram(count: number, height: number): Program {
  return eachNumber({
    key: "sum_of_rows",
    inputs: ["rows"],
    output: [count],
    each: height,
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
