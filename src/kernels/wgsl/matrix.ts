import { termName } from "../linear-combination";
import { eachEntry, eachNumber, type Program, program } from "./program";
import type { Spread } from "./spread";
import { tileOf } from "./tile";

export const transposeProgram = (n: number): Program =>
  eachEntry("transpose_square", n, ["square"], "square[(id % n) * n + id / n]");

/** A − Aᵀ. */
export const skewProgram = (n: number): Program =>
  eachEntry("skew", n, ["square"], "square[id] - square[(id % n) * n + id / n]");

/** A·B, or A·Bᵀ. Each sum is one thread's own: the same bits every time. */
export function productProgram(n: number, transposed: boolean, spread: Spread): Program {
  const tile = tileOf(n, spread);
  return program({
    key: `square_product_${n}_${transposed}_${spread.id}`,
    inputs: ["left", "right"],
    output: [n, n],
    threads: tile.threads,
    groups: Math.ceil(tile.count / tile.threads),
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

/** Σ c_i A_i; the coefficients are uniforms, so one pipeline serves every sum of as many terms. */
export function linearCombinationProgram(count: number, shape: number[]): Program {
  const terms = Array.from({ length: count }, (_, i) => i);
  return eachNumber({
    key: `linear_combination_${count}`,
    inputs: terms.map(termName),
    output: shape,
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

/**
 * Loss, accuracy, ‖∂L/∂W‖_F and ‖M − I‖_F, [4]. Squares are summed over numbers divided by the largest, so that none
 * over- or underflows.
 */
export function measuresProgram({ threads }: Spread): Program {
  return program({
    key: `step_measures_${threads}`,
    inputs: ["scores", "gradient", "gram"],
    output: [4],
    threads,
    groups: 1,
    integers: ["n"],
    numbers: ["once"],
    code: `
var<workgroup> parts: array<vec2<f32>, ${threads}>;
fn pair(id: u32, n: u32) -> vec2<f32> {
  return vec2(gradient[id], gram[id] - select(0.0, 1.0, id % (n + 1u) == 0u));
}
fn main() {
  let n = u32(uniforms.n);
  var largest = vec2<f32>(0.0);
  for (var id = localIndex; id < n * n; id += ${threads}u) {
    let x = abs(pair(id, n));
    // Written so that NaN is taken for the largest.
    largest = select(x, largest, x <= largest);
  }
  parts[localIndex] = largest;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (localIndex < half) {
      let other = parts[localIndex + half];
      parts[localIndex] = select(other, parts[localIndex], other <= parts[localIndex]);
    }
  }
  workgroupBarrier();
  let scale = parts[0];
  workgroupBarrier();
  // Where all is 0, or one number is infinite or none, the largest is the norm.
  let whole = (scale == vec2(0.0)) | (scale > vec2(3.4e38)) | (scale != scale);
  let divisor = select(scale, vec2(1.0), whole);
  var sum = vec2<f32>(0.0);
  for (var id = localIndex; id < n * n; id += ${threads}u) {
    let x = pair(id, n) / divisor;
    sum += x * x;
  }
  parts[localIndex] = sum;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (localIndex < half) { parts[localIndex] += parts[localIndex + half]; }
  }
  workgroupBarrier();
  if (localIndex < 2u) {
    let norms = uniforms.once * select(divisor * sqrt(parts[0]), scale, whole);
    result[localIndex] = scores[localIndex];
    result[2u + localIndex] = norms[localIndex];
  }
}`,
  });
}
