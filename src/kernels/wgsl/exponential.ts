import { MAX_SQUARINGS, TAYLOR_18, THETA_18 } from "../../math/expm";
import { type Entries, loadsOf, type MatrixKind, shape, tiledProduct, tilesOf } from "./dual-product";
import { eachNumber, type Program, program } from "./program";
import { tileOf } from "./tile";
import type { WorkgroupTuning } from "./workgroup-tuning";

/**
 * exp(B) computed entirely on the device, for any ‖B‖₁, without a read-back: the number of halvings is found there too.
 * Each entry of a result is summed by one thread.
 */

/**
 * WGSL by which the threads of a workgroup find ‖B‖₁ of `b`, in `largest[0]`, and the number of halvings for it.
 * Numbers that are not negative are ordered like their bits, with infinity and NaN as the largest; comparing bits works
 * even if a compiler assumes that neither occurs.
 * @param transposed whether to take Bᵀ instead of B
 */
export const normFunction = (transposed: boolean, threads: number): string => `
var<workgroup> largest: array<u32, ${threads}>;
fn findNorm(n: u32) {
  var most = 0u;
  for (var j = localIndex; j < n; j += ${threads}u) {
    var sum = 0.0;
    for (var i = 0u; i < n; i++) { sum += abs(b[${transposed ? "j * n + i" : "i * n + j"}]); }
    most = max(most, bitcast<u32>(sum) & 0x7fffffffu);
  }
  largest[localIndex] = most;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (localIndex < half) { largest[localIndex] = max(largest[localIndex], largest[localIndex + half]); }
  }
  workgroupBarrier();
}
const TOO_OFTEN = ${MAX_SQUARINGS.float32 + 1};
/** The smallest s ≥ 0 with norm·2⁻ˢ ≤ θ₁₈, from the exponent; TOO_OFTEN if the norm is not finite or too large. */
fn halvings(norm: u32) -> i32 {
  let ratio = bitcast<u32>(bitcast<f32>(norm) / ${THETA_18.float32});
  return clamp(i32((ratio + 0x7fffffu) >> 23u) - 127, 0, TOO_OFTEN);
}
/** 2⁻ˢ exact to the last bit, unlike exp2; NaN for TOO_OFTEN. */
fn halved(s: i32) -> f32 {
  return select(bitcast<f32>(u32(127 - s) << 23u), uniforms.NAN, s == TOO_OFTEN);
}
fn squarings(s: i32) -> u32 { return u32(select(s, 0, s == TOO_OFTEN)); }`;

/**
 * s and 2⁻ˢ with ‖B‖₁ 2⁻ˢ ≤ θ₁₈, [2]; 0 and NaN if B is not finite or s would be above 16.
 * @param transposed whether to take Bᵀ instead of B
 */
export function halvingsProgram(n: number, transposed: boolean, { threads }: WorkgroupTuning): Program {
  return program({
    key: `halvings_${transposed}_${threads}`,
    inputs: ["b"],
    output: [2],
    threads,
    groups: 1,
    loads: n * n,
    integers: ["n"],
    code: `
${normFunction(transposed, threads)}
fn main() {
  findNorm(u32(uniforms.n));
  if (localIndex == 0u) {
    let s = halvings(largest[0]);
    result[0] = f32(squarings(s));
    result[1] = halved(s);
  }
}`,
  });
}

/** B·2⁻ˢ; or the dual number with Bᵀ·2⁻ˢ above G·2⁻ˢ. */
export function halvedProgram({ n, dual }: MatrixKind): Program {
  return eachNumber({
    key: `halved_${dual}`,
    inputs: ["b", ...(dual ? ["slope"] : []), "halvings"],
    output: shape({ n, dual }),
    each: 2,
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

/** A product of two matrices. @param added WGSL of a term that is added to an entry */
function productOf(
  key: string,
  inputs: readonly string[],
  kind: MatrixKind,
  { added, ...factors }: Omit<Entries, "write"> & { readonly added?: (at: string) => string },
): Program {
  const { threads } = tileOf(kind.n, kind.tuning);
  const tiles = tilesOf(kind);
  const write = (at: string, sum: string) => `result[${at}] = ${sum}${added ? ` + ${added(at)}` : ""};`;
  return program({
    key: `${key}_${kind.n}_${kind.dual}_${kind.tuning.id}`,
    inputs,
    output: shape(kind),
    threads,
    groups: Math.ceil(tiles / threads),
    loads: loadsOf(kind),
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

/** A·B. */
export const dualProductProgram = (kind: MatrixKind): Program =>
  productOf("dual_product", ["left", "right"], kind, {
    left: (at) => `left[${at}]`,
    right: (at) => `right[${at}]`,
  });

/** WGSL of one of the five sums of I, B, B², B³ and B⁶ that the polynomial is made of, over `one`, `x1` … `x6`. */
export const taylorSum = ([c0, c1, c2, c3, c6]: readonly number[]): string => {
  const literal = (c: number) => c.toExponential(9);
  return `${literal(c0)} * one + (${literal(c1)}) * x1 + (${literal(c2)}) * x2 + (${literal(c3)}) * x3 + (${literal(c6)}) * x6`;
};

/** All five sums of the polynomial, one below the other. */
export function taylorSumsProgram({ n, dual }: MatrixKind): Program {
  const [rows, columns] = shape({ n, dual });
  return program({
    key: `taylor_sums_${dual}`,
    inputs: ["b1", "b2", "b3", "b6"],
    output: [TAYLOR_18.length * rows, columns],
    threads: 64,
    groups: Math.ceil((rows * columns) / 64),
    loads: 4 * rows * columns,
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

/** WGSL of an entry of the k-th of these sums, Q₁ … Q₅. */
const sumAt =
  (k: number, { n, dual }: MatrixKind) =>
  (at: string) =>
    `sums[${(k - 1) * (dual ? 2 : 1) * n * n}u + ${at}]`;

/** u = Q₁Q₅ + Q₄. */
export const taylorInnerProgram = (kind: MatrixKind): Program =>
  productOf("taylor_inner", ["sums"], kind, {
    left: sumAt(1, kind),
    right: sumAt(5, kind),
    added: sumAt(4, kind),
  });

/** (Q₃ + u)·u + Q₂. */
export const taylorOuterProgram = (kind: MatrixKind): Program =>
  productOf("taylor_outer", ["sums", "inner"], kind, {
    left: (at) => `(${sumAt(3, kind)(at)} + inner[${at}])`,
    right: (at) => `inner[${at}]`,
    added: sumAt(2, kind),
  });

/** The {@link Program.allowance} of a dispatch of a single workgroup, which then takes a second at about 3 GB/s. */
const ONE_GROUP_ALLOWANCE = 3.3;

/**
 * R squared s times, or the slope of that for a dual number, [n, n]. Only the device knows s, so one workgroup does all
 * squarings, in as many dispatches as the largest s would need.
 */
export function squaredUpProgram(kind: MatrixKind): Program {
  const { n, dual, tuning } = kind;
  const { threads } = tuning;
  const size = dual ? 2 * n * n : n * n;
  return program({
    key: `squared_up_${n}_${dual}_${tuning.id}`,
    inputs: ["start", "halvings"],
    output: [n, n],
    others: { work: [2, size] },
    threads,
    groups: 1,
    loads: MAX_SQUARINGS.float32 * loadsOf(kind),
    parts: MAX_SQUARINGS.float32,
    allowance: ONE_GROUP_ALLOWANCE,
    integers: ["n"],
    code: `
const SIZE = ${size}u;
fn main() {
  let n = u32(uniforms.n);
  let s = u32(halvings[0]);
  let begin = min(u32(uniforms.begin), s);
  if (uniforms.begin == 0) {
    for (var id = localIndex; id < SIZE; id += ${threads}u) { work[id] = start[id]; }
  }
  storageBarrier();
  var last = begin % 2u * SIZE;
  for (var k = begin; k < min(u32(uniforms.end), s); k++) {
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
