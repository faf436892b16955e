import { MAX_SQUARINGS, TAYLOR_18 } from "../../math/expm";
import { loadsOf, type MatrixKind, tiledProduct, tilesOf } from "./dual-product";
import { normFunction, taylorSum } from "./exponential";
import { type Program, program } from "./program";

/**
 * The largest n for which one workgroup computes exp(B). For larger n idle processors of a graphics card cost more than
 * a dozen more dispatches; that is an estimate, not a measurement.
 */
export const MAX_AT_ONCE = 64;

/**
 * The products in order, as places of matrices: left, right, result, and a matrix that is added, or the result if none.
 */
const PRODUCTS = [
  [0, 0, 1, 1], // B²
  [1, 0, 2, 2], // B³
  [2, 2, 3, 3], // B⁶; then Q₁ … Q₅ take the places 0 … 4
  [0, 4, 5, 3], // u = Q₁Q₅ + Q₄; then Q₃ + u takes the place of Q₃
  [2, 5, 0, 1], // (Q₃ + u)·u + Q₂
] as const;
const PLACES = 6;

/**
 * exp(B), or the slope of exp(Bᵀ + εG), [n, n], in a single dispatch of one workgroup, for small n; exponential.ts uses
 * many dispatches.
 */
export function exponentialAtOnceProgram(kind: MatrixKind): Program {
  const { n, dual, tuning } = kind;
  const { threads } = tuning;
  const size = dual ? 2 * n * n : n * n;
  return program({
    key: `exponential_at_once_${n}_${dual}_${tuning.id}`,
    inputs: ["b", ...(dual ? ["slope"] : [])],
    output: [n, n],
    others: { work: [PLACES, size] },
    threads,
    groups: 1,
    loads: (PRODUCTS.length + MAX_SQUARINGS.float32) * loadsOf(kind),
    integers: ["n"],
    code: `
const SIZE = ${size}u;
const PRODUCTS = array<vec4<u32>, ${PRODUCTS.length}>(${PRODUCTS.map((places) => `vec4<u32>(${places})`).join(", ")});
${normFunction(dual, threads)}
fn main() {
  let n = u32(uniforms.n);
  findNorm(n);
  let s = halvings(workgroupUniformLoad(&largest[0]));
  let factor = halved(s);
  for (var id = localIndex; id < n * n; id += ${threads}u) {
    work[id] = b[${dual ? "id % n * n + id / n" : "id"}] * factor;
    ${dual ? "work[n * n + id] = slope[id] * factor;" : ""}
  }
  storageBarrier();
  var last = 0u;
  let products = ${PRODUCTS.length}u + squarings(s);
  for (var p = 0u; p < products; p++) {
    // After the polynomial, squares, between the places 0 and 3.
    var places = vec4<u32>(last, last, 3u - last, 3u - last);
    if (p < ${PRODUCTS.length}u) { places = PRODUCTS[p]; }
    let left = places.x * SIZE;
    let right = places.y * SIZE;
    let to = places.z * SIZE;
    let added = places.w * SIZE;
    for (var id = localIndex; id < ${tilesOf(kind)}u; id += ${threads}u) {
      ${tiledProduct(kind, "id", {
        left: (at) => `work[left + ${at}]`,
        right: (at) => `work[right + ${at}]`,
        write: (at, sum) => `work[to + ${at}] = ${sum} + select(work[added + ${at}], 0.0, added == to);`,
      })}
    }
    storageBarrier();
    if (p == 2u) {
      for (var at = localIndex; at < SIZE; at += ${threads}u) {
        let one = select(0.0, 1.0, at < n * n && at % (n + 1u) == 0u);
        let x1 = work[at];
        let x2 = work[SIZE + at];
        let x3 = work[2u * SIZE + at];
        let x6 = work[3u * SIZE + at];
        ${TAYLOR_18.map((sum, k) => `work[${k}u * SIZE + at] = ${taylorSum(sum)};`).join("\n        ")}
      }
    } else if (p == 3u) {
      for (var at = localIndex; at < SIZE; at += ${threads}u) { work[2u * SIZE + at] += work[5u * SIZE + at]; }
    }
    storageBarrier();
    last = select(places.z, 0u, p < ${PRODUCTS.length}u);
  }
  for (var id = localIndex; id < n * n; id += ${threads}u) { result[id] = work[last * SIZE + ${dual ? "n * n + " : ""}id]; }
}`,
  });
}
