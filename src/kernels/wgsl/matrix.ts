import type { FormOfW } from "../cell-size";
import { termName } from "../linear-combination";
import { loadsOf } from "./dual-product";
import { eachEntry, eachNumber, type Program, program } from "./program";
import { tileOf } from "./tile";
import type { WorkgroupTuning } from "./workgroup-tuning";

/** Aᵀ, [columns, rows]. */
export const transposeProgram = (rows: number, columns: number): Program =>
  eachNumber({
    key: "transpose",
    inputs: ["matrix"],
    output: [columns, rows],
    each: 1,
    integers: ["rows", "columns"],
    code: `
fn main() {
  let rows = u32(uniforms.rows);
  let columns = u32(uniforms.columns);
  let id = index();
  if (id < rows * columns) { result[id] = matrix[(id % rows) * columns + id / rows]; }
}`,
  });

/** A − Aᵀ. */
export const skewProgram = (n: number): Program =>
  eachEntry("skew", n, ["square"], "square[id] - square[(id % n) * n + id / n]", 2);

/** A·B, or A·Bᵀ. Each sum is computed by one thread, so that its bits are the same every time. */
export function productProgram(n: number, transposed: boolean, tuning: WorkgroupTuning): Program {
  const tile = tileOf(n, tuning);
  return program({
    key: `square_product_${n}_${transposed}_${tuning.id}`,
    inputs: ["left", "right"],
    output: [n, n],
    threads: tile.threads,
    groups: Math.ceil(tile.count / tile.threads),
    loads: loadsOf({ n, dual: false, tuning }),
    integers: ["n"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let id = index();
  if (id >= ${tile.count}u) { return; }
  ${tile.begin("id")}
  for (var k = 0u; k < n; k++) {
    ${tile.add(
      (i) => `left[${i} * n + k]`,
      (j) => `right[${transposed ? `${j} * n + k` : `k * n + ${j}`}]`,
    )}
  }
  ${tile.end((at, sum) => `result[${at}] = ${sum};`)}
}`,
  });
}

/** Σ c_i A_i; the coefficients are uniforms, so one pipeline serves all sums with the same number of terms. */
export function linearCombinationProgram(count: number, shape: number[]): Program {
  const terms = Array.from({ length: count }, (_, i) => i);
  return eachNumber({
    key: `linear_combination_${count}`,
    inputs: terms.map(termName),
    output: shape,
    each: count,
    integers: ["count"],
    numbers: terms.map((i) => `c${i}`),
    code: `
fn main() {
  let id = index();
  if (id < u32(uniforms.count)) {
    result[id] = ${terms.map((i) => `uniforms.c${i} * ${termName(i)}[id]`).join(" + ")};
  }
}`,
  });
}

/** WGSL of the entry `id` of M − I, or of M, over what is given as `matrix`. */
const DIFFERENCES: Readonly<Record<FormOfW, string>> = {
  square: "return matrix[id] - select(0.0, 1.0, id % (n + 1u) == 0u);",
  diagonal: `if (id >= n) { return 0.0; }
  return matrix[id] * matrix[id] + matrix[n + id] * matrix[n + id] - 1.0;`,
  stacked: "return matrix[id];",
};

/**
 * Loss, accuracy, ‖∂L/∂W‖_F, ‖M − I‖_F, or ‖M‖_F, and the largest |parameter|, [5]. Squares are summed over numbers divided
 * by the largest, so that none over- or underflows. The largest is found by comparing bits as integers, in which order
 * infinity is above every finite number and NaN above infinity, even if a compiler assumes that neither occurs.
 * @param form the form of W: if W is square, M = W*W is given; if it is diagonal, M = diag(|λ|²) is computed from W, [2, n]; if it
 * consists of stacked matrices, M = W
 * @param count the number of entries of ∂L/∂W, and of what is given
 * @param parameters the number of parameters other than W
 */
export function measuresProgram(
  form: FormOfW,
  count: number,
  parameters: number,
  { threads }: WorkgroupTuning,
): Program {
  return program({
    key: `step_measures_${threads}_${form}`,
    inputs: ["metrics", "gradient", "matrix", "parameters"],
    output: [5],
    threads,
    groups: 1,
    loads: (form === "diagonal" ? 6 : 4) * count + parameters,
    integers: ["n", "entries", "count"],
    numbers: ["once"],
    code: `
const INFINITE = vec2<u32>(0x7f800000u);
var<workgroup> largests: array<vec3<u32>, ${threads}>;
var<workgroup> sums: array<vec2<f32>, ${threads}>;
fn difference(id: u32, n: u32) -> f32 {
  ${DIFFERENCES[form]}
}
fn pair(id: u32, n: u32) -> vec2<f32> {
  return vec2(gradient[id], difference(id, n));
}
fn main() {
  let n = u32(uniforms.n);
  let entries = u32(uniforms.entries);
  var largest = vec2<u32>(0u);
  for (var id = localIndex; id < entries; id += ${threads}u) {
    largest = max(largest, bitcast<vec2<u32>>(pair(id, n)) & vec2(0x7fffffffu));
  }
  var parameter = 0u;
  for (var id = localIndex; id < u32(uniforms.count); id += ${threads}u) {
    parameter = max(parameter, bitcast<u32>(parameters[id]) & 0x7fffffffu);
  }
  largests[localIndex] = vec3(largest, parameter);
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (localIndex < half) { largests[localIndex] = max(largests[localIndex], largests[localIndex + half]); }
  }
  workgroupBarrier();
  let found = largests[0];
  // Where all is 0, or one number is infinite or none, the largest is the norm.
  let whole = (found.xy == vec2(0u)) | (found.xy >= INFINITE);
  let scale = bitcast<vec2<f32>>(found.xy);
  let divisor = select(scale, vec2(1.0), whole);
  var sum = vec2<f32>(0.0);
  for (var id = localIndex; id < entries; id += ${threads}u) {
    let x = pair(id, n) / divisor;
    sum += x * x;
  }
  sums[localIndex] = sum;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (localIndex < half) { sums[localIndex] += sums[localIndex + half]; }
  }
  workgroupBarrier();
  if (localIndex < 2u) {
    let norms = uniforms.once * select(divisor * sqrt(sums[0]), scale, whole);
    result[localIndex] = metrics[localIndex];
    result[2u + localIndex] = norms[localIndex];
  } else if (localIndex == 2u) {
    result[4] = bitcast<f32>(found.z);
  }
}`,
  });
}
