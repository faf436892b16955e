import { tileOf } from "./tile";
import type { WorkgroupTuning } from "./workgroup-tuning";

/** Plain n×n matrices, or dual numbers A + εD of them with D below A, [2n, n]. */
export interface MatrixKind {
  readonly n: number;
  readonly dual: boolean;
  readonly tuning: WorkgroupTuning;
}

/** WGSL of entries of the factors, and a statement for an entry of the product and its sum. */
export interface Entries {
  readonly left: (at: string) => string;
  readonly right: (at: string) => string;
  readonly write: (at: string, sum: string) => string;
}

/** Rows and columns. */
export const shape = ({ n, dual }: Omit<MatrixKind, "tuning">): [number, number] => [dual ? 2 * n : n, n];

/** Tiles of a product: those of its slope come after all others. */
export const tilesOf = ({ n, dual, tuning }: MatrixKind): number => (dual ? 2 : 1) * tileOf(n, tuning).count;

/** Numbers that the threads of a product load, each tile a row and a column for every number of them. */
export const loadsOf = ({ n, dual, tuning }: MatrixKind): number => {
  const { count } = tileOf(n, tuning);
  return count * n * 2 * tuning.tile * (dual ? 3 : 1);
};

/** One tile of A·B, or of A·DB + DA·B. @param id WGSL of its number */
export function tiledProduct(
  { n, dual, tuning }: MatrixKind,
  id: string,
  { left, right, write }: Entries,
): string {
  const tile = tileOf(n, tuning);
  const sums = (leftHalf: string, rightHalf: string) => `
    for (var k = 0u; k < ${n}u; k++) {
    ${tile.add(
      (i) => left(`${leftHalf}${i} * ${n}u + k`),
      (j) => right(`${rightHalf}k * ${n}u + ${j}`),
    )}
    }`;
  if (!dual) return `${tile.begin(id)} ${sums("", "")} ${tile.end(write)}`;
  return `
    let below = ${id} >= ${tile.count}u;
    let half = select(0u, ${n * n}u, below);
    ${tile.begin(`(${id} % ${tile.count}u)`)}
    ${sums("", "half + ")}
    if (below) { ${sums(`${n * n}u + `, "")} }
    ${tile.end((at, sum) => write(`half + ${at}`, sum))}`;
}
