import { TAYLOR_18, THETA_18 } from "../../math/expm";
import { eachEntry, eachNumber, type Program, program } from "./program";
import type { Spread } from "./spread";

/**
 * exp(B) on the device from end to end, for any ‖B‖₁, without a read-back: how often to halve is found there too. A
 * matrix may be a dual number A + εD; D then stands below A, [2n, n]. Each number of a result is one thread's own sum.
 */

/**
 * s and 2⁻ˢ with ‖B‖₁ 2⁻ˢ ≤ θ₁₈, [2].
 * @param transposed of Bᵀ in place of B
 */
export function halvingsProgram(transposed: boolean, { threads }: Spread): Program {
  return program({
    key: `halvings_${transposed}_${threads}`,
    inputs: ["b"],
    output: [2],
    threads,
    groups: 1,
    integers: ["n"],
    code: `
var<workgroup> largest: array<f32, ${threads}>;
fn main() {
  let n = u32(uniforms.n);
  var most = 0.0;
  for (var j = localIndex; j < n; j += ${threads}u) {
    var sum = 0.0;
    for (var i = 0u; i < n; i++) { sum += abs(b[${transposed ? "j * n + i" : "i * n + j"}]); }
    most = max(most, sum);
  }
  largest[localIndex] = most;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (localIndex < half) { largest[localIndex] = max(largest[localIndex], largest[localIndex + half]); }
  }
  workgroupBarrier();
  if (localIndex == 0u) {
    // Of a B that is not finite nothing comes anyway.
    let finite = largest[0] < 3.4e38;
    let s = select(0.0, clamp(ceil(log2(largest[0] / ${THETA_18.float32})), 0.0, 60.0), finite);
    result[0] = s;
    result[1] = exp2(-s);
  }
}`,
  });
}

/** B·2⁻ˢ, or of dual numbers Bᵀ·2⁻ˢ above G·2⁻ˢ. */
export function halvedProgram(n: number, dual: boolean): Program {
  return eachNumber({
    key: `halved_${dual}`,
    inputs: ["b", ...(dual ? ["slope"] : []), "halvings"],
    output: [dual ? 2 * n : n, n],
    integers: ["n"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let id = index();
  if (id < n * n) { result[id] = b[${dual ? "(id % n) * n + id / n" : "id"}] * halvings[1]; }
  ${dual ? "else if (id < 2u * n * n) { result[id] = slope[id - n * n] * halvings[1]; }" : ""}
}`,
  });
}

/** What the code of a product needs: A·B at one place, or A·DB + DA·B below. @param left,right WGSL of an entry */
const dualSum = (dual: boolean, left: (at: string) => string, right: (at: string) => string): string => `
  let n = u32(uniforms.n);
  let size = n * n;
  let id = index();
  if (id >= ${dual ? "2u * " : ""}size) { return; }
  let i = id % size / n * n;
  let j = id % n;
  var sum = 0.0;
  if (id < size) {
    for (var k = 0u; k < n; k++) { sum += ${left("i + k")} * ${right("k * n + j")}; }
  } ${
    dual
      ? `else {
    for (var k = 0u; k < n; k++) {
      sum += ${left("i + k")} * ${right("size + k * n + j")} + ${left("size + i + k")} * ${right("k * n + j")};
    }
  }`
      : ""
  }`;

const shape = (n: number, dual: boolean) => [dual ? 2 * n : n, n];

export function dualProductProgram(n: number, dual: boolean): Program {
  return eachNumber({
    key: `dual_product_${dual}`,
    inputs: ["left", "right"],
    output: shape(n, dual),
    integers: ["n"],
    code: `fn main() {${dualSum(
      dual,
      (at) => `left[${at}]`,
      (at) => `right[${at}]`,
    )}
  result[id] = sum;
}`,
  });
}

/** The five sums of I, B, B², B³ and B⁶ that the polynomial is made of, one below the other. */
export function taylorSumsProgram(n: number, dual: boolean): Program {
  const [rows, columns] = shape(n, dual);
  const literal = (c: number) => c.toExponential(9);
  return eachNumber({
    key: `taylor_sums_${dual}`,
    inputs: ["b1", "b2", "b3", "b6"],
    output: [TAYLOR_18.length * rows, columns],
    integers: ["n"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let size = ${dual ? "2u * " : ""}n * n;
  let id = index();
  if (id >= ${TAYLOR_18.length}u * size) { return; }
  let at = id % size;
  let one = select(0.0, 1.0, at < n * n && at % (n + 1u) == 0u);
  switch (id / size) {
    ${TAYLOR_18.map(
      ([c0, c1, c2, c3, c6], k) => `${k === TAYLOR_18.length - 1 ? "default" : `case ${k}u`}: {
      result[id] = ${literal(c0)} * one + (${literal(c1)}) * b1[at] + (${literal(c2)}) * b2[at] + (${literal(c3)}) * b3[at] + (${literal(c6)}) * b6[at];
    }`,
    ).join("\n")}
  }
}`,
  });
}

/** Where the k-th of those sums begins. */
const sumAt = (k: number, dual: boolean) => `${k * (dual ? 2 : 1)}u * n * n`;

/** u = Q₁Q₅ + Q₄. */
export function taylorInnerProgram(n: number, dual: boolean): Program {
  return eachNumber({
    key: `taylor_inner_${dual}`,
    inputs: ["sums"],
    output: shape(n, dual),
    integers: ["n"],
    code: `fn main() {${dualSum(
      dual,
      (at) => `sums[${at}]`,
      (at) => `sums[${sumAt(4, dual)} + ${at}]`,
    )}
  result[id] = sum + sums[${sumAt(3, dual)} + id];
}`,
  });
}

/** Q₂ + (Q₃ + u)·u. */
export function taylorOuterProgram(n: number, dual: boolean): Program {
  return eachNumber({
    key: `taylor_outer_${dual}`,
    inputs: ["sums", "inner"],
    output: shape(n, dual),
    integers: ["n"],
    code: `fn main() {${dualSum(
      dual,
      (at) => `(sums[${sumAt(2, dual)} + ${at}] + inner[${at}])`,
      (at) => `inner[${at}]`,
    )}
  result[id] = sum + sums[${sumAt(1, dual)} + id];
}`,
  });
}

/**
 * R, squared s times. How often is known on the device only, so one workgroup does it all: each thread keeps its part
 * of the square to itself until all have read what they need.
 */
export function squaredUpProgram(n: number, dual: boolean, spread: Spread): Program {
  // What a thread may keep to itself is bounded.
  const threads = Math.max(64, spread.threads);
  const size = n * n;
  const own = Math.ceil((dual ? 2 * size : size) / threads);
  return program({
    key: `squared_up_${n}_${dual}_${threads}`,
    inputs: ["start", "halvings"],
    output: shape(n, dual),
    threads,
    groups: 1,
    integers: ["n"],
    code: `
const SIZE = ${size}u;
const ALL = ${dual ? 2 * size : size}u;
fn main() {
  let n = u32(uniforms.n);
  var own: array<f32, ${own}>;
  for (var id = localIndex; id < ALL; id += ${threads}u) { result[id] = start[id]; }
  storageBarrier();
  for (var s = halvings[0]; s > 0.0; s -= 1.0) {
    for (var c = 0u; c < ${own}u; c++) {
      let id = localIndex + c * ${threads}u;
      if (id < ALL) {
        let i = id % SIZE / n * n;
        let j = id % n;
        var sum = 0.0;
        if (id < SIZE) {
          for (var k = 0u; k < n; k++) { sum += result[i + k] * result[k * n + j]; }
        } ${
          dual
            ? `else {
          for (var k = 0u; k < n; k++) {
            sum += result[i + k] * result[SIZE + k * n + j] + result[SIZE + i + k] * result[k * n + j];
          }
        }`
            : ""
        }
        own[c] = sum;
      }
    }
    storageBarrier();
    for (var c = 0u; c < ${own}u; c++) {
      let id = localIndex + c * ${threads}u;
      if (id < ALL) { result[id] = own[c]; }
    }
    storageBarrier();
  }
}`,
  });
}

/** The derivative of a dual number, [n, n] from [2n, n]. */
export const slopeProgram = (n: number): Program =>
  eachEntry("slope_of_dual", n, ["both"], "both[n * n + id]");
