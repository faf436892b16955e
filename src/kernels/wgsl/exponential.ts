import { TAYLOR_18, THETA_18 } from "../../math/expm";
import { type Entries, type Kind, shape, tiledProduct, tilesOf } from "./dual-product";
import { eachNumber, type Program, program } from "./program";
import type { Spread } from "./spread";
import { tileOf } from "./tile";

/**
 * exp(B) on the device from end to end, for any ‖B‖₁, without a read-back: how often to halve is found there too. Each
 * number of a result is one thread's own sum.
 */

/**
 * WGSL by which the threads of a workgroup find ‖B‖₁ of `b`, in `largest[0]`, and how often to halve for it.
 * @param transposed of Bᵀ in place of B
 */
export const normFunction = (transposed: boolean, threads: number): string => `
var<workgroup> largest: array<f32, ${threads}>;
fn findNorm(n: u32) {
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
}
fn halvings(norm: f32) -> f32 {
  // Of a B that is not finite nothing comes anyway.
  return select(0.0, clamp(ceil(log2(norm / ${THETA_18.float32})), 0.0, 60.0), norm < 3.4e38);
}`;

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
${normFunction(transposed, threads)}
fn main() {
  findNorm(u32(uniforms.n));
  if (localIndex == 0u) {
    let s = halvings(largest[0]);
    result[0] = s;
    result[1] = exp2(-s);
  }
}`,
  });
}

/** B·2⁻ˢ, or of dual numbers Bᵀ·2⁻ˢ above G·2⁻ˢ. */
export function halvedProgram({ n, dual }: Kind): Program {
  return eachNumber({
    key: `halved_${dual}`,
    inputs: ["b", ...(dual ? ["slope"] : []), "halvings"],
    output: shape({ n, dual }),
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

/** A product. @param added WGSL of what is added to an entry */
function productOf(
  key: string,
  inputs: readonly string[],
  kind: Kind,
  { added, ...factors }: Omit<Entries, "write"> & { readonly added?: (at: string) => string },
): Program {
  const { threads } = tileOf(kind.n, kind.spread);
  const tiles = tilesOf(kind);
  const write = (at: string, sum: string) => `result[${at}] = ${sum}${added ? ` + ${added(at)}` : ""};`;
  return program({
    key: `${key}_${kind.n}_${kind.dual}_${kind.spread.id}`,
    inputs,
    output: shape(kind),
    threads,
    groups: Math.ceil(tiles / threads),
    integers: ["n"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let id = index();
  if (id >= ${tiles}u) { return; }
  ${tiledProduct(kind, "id", { ...factors, write })}
}`,
  });
}

export const dualProductProgram = (kind: Kind): Program =>
  productOf("dual_product", ["left", "right"], kind, {
    left: (at) => `left[${at}]`,
    right: (at) => `right[${at}]`,
  });

/** WGSL of one of the five sums of I, B, B², B³ and B⁶ that the polynomial is made of, over `one`, `x1` … `x6`. */
export const taylorSum = ([c0, c1, c2, c3, c6]: readonly number[]): string => {
  const literal = (c: number) => c.toExponential(9);
  return `${literal(c0)} * one + (${literal(c1)}) * x1 + (${literal(c2)}) * x2 + (${literal(c3)}) * x3 + (${literal(c6)}) * x6`;
};

/** All five, one below the other. */
export function taylorSumsProgram({ n, dual }: Kind): Program {
  const [rows, columns] = shape({ n, dual });
  return program({
    key: `taylor_sums_${dual}`,
    inputs: ["b1", "b2", "b3", "b6"],
    output: [TAYLOR_18.length * rows, columns],
    threads: 64,
    groups: Math.ceil((rows * columns) / 64),
    integers: ["n"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let size = ${dual ? "2u * " : ""}n * n;
  let at = index();
  if (at >= size) { return; }
  let one = select(0.0, 1.0, at < n * n && at % (n + 1u) == 0u);
  let x1 = b1[at];
  let x2 = b2[at];
  let x3 = b3[at];
  let x6 = b6[at];
  ${TAYLOR_18.map((sum, k) => `result[${k}u * size + at] = ${taylorSum(sum)};`).join("\n  ")}
}`,
  });
}

/** WGSL of an entry of the k-th of those sums, Q₁ … Q₅. */
const sumAt =
  (k: number, { n, dual }: Kind) =>
  (at: string) =>
    `sums[${(k - 1) * (dual ? 2 : 1) * n * n}u + ${at}]`;

/** u = Q₁Q₅ + Q₄. */
export const taylorInnerProgram = (kind: Kind): Program =>
  productOf("taylor_inner", ["sums"], kind, {
    left: sumAt(1, kind),
    right: sumAt(5, kind),
    added: sumAt(4, kind),
  });

/** (Q₃ + u)·u + Q₂. */
export const taylorOuterProgram = (kind: Kind): Program =>
  productOf("taylor_outer", ["sums", "inner"], kind, {
    left: (at) => `(${sumAt(3, kind)(at)} + inner[${at}])`,
    right: (at) => `inner[${at}]`,
    added: sumAt(2, kind),
  });

/**
 * R squared s times, or of a dual number the slope of that, [n, n]. How often is known on the device only, so one
 * workgroup does it all.
 */
export function squaredUpProgram(kind: Kind): Program {
  const { n, dual, spread } = kind;
  const { threads } = spread;
  const size = dual ? 2 * n * n : n * n;
  return program({
    key: `squared_up_${n}_${dual}_${spread.id}`,
    inputs: ["start", "halvings"],
    output: [n, n],
    others: { work: [2, size] },
    threads,
    groups: 1,
    integers: ["n"],
    code: `
const SIZE = ${size}u;
fn main() {
  let n = u32(uniforms.n);
  for (var id = localIndex; id < SIZE; id += ${threads}u) { work[id] = start[id]; }
  storageBarrier();
  var last = 0u;
  for (var s = halvings[0]; s > 0.0; s -= 1.0) {
    let next = SIZE - last;
    for (var id = localIndex; id < ${tilesOf(kind)}u; id += ${threads}u) {
      ${tiledProduct(kind, "id", {
        left: (at) => `work[last + ${at}]`,
        right: (at) => `work[last + ${at}]`,
        write: (at, sum) => `work[next + ${at}] = ${sum};`,
      })}
    }
    storageBarrier();
    last = next;
  }
  for (var id = localIndex; id < n * n; id += ${threads}u) { result[id] = work[last + ${dual ? "n * n + " : ""}id]; }
}`,
  });
}
