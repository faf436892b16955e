import { tileOf } from "./tile";
import type { WorkgroupTuning } from "./workgroup-tuning";

/** The kind of matrices of a program: plain n×n, or dual numbers A + εD with D below A, [2n, n]. */
export interface MatrixKind {
  readonly n: number;
  readonly dual: boolean;
  readonly tuning: WorkgroupTuning;
}

/** WGSL of the factors' entries, and of a statement that writes an entry of the product. */
export interface Entries {
  readonly left: (at: string) => string;
  readonly right: (at: string) => string;
  readonly write: (at: string, sum: string) => string;
}

/** The number of rows and columns. */
export const shape = ({ n, dual }: Omit<MatrixKind, "tuning">): [number, number] => [dual ? 2 * n : n, n];

/** The number of tiles of a product; those of its slope come after all others. */
export const tilesOf = ({ n, dual, tuning }: MatrixKind): number => (dual ? 2 : 1) * tileOf(n, tuning).count;

/** The number of entries that the threads of a product load: every tile loads its rows and its columns. */
export const loadsOf = ({ n, dual, tuning }: MatrixKind): number => {
  const { count } = tileOf(n, tuning);
  return count * n * 2 * tuning.tile * (dual ? 3 : 1);
};

/** WGSL of one tile of A·B, or of A·DB + DA·B. @param id WGSL of the tile's index */
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
