import type { WorkgroupTuning } from "./workgroup-tuning";

/**
 * WGSL of a tile of 4×4 or 8×8 sums of a product, computed by one thread: each entry of a row or a column that it
 * loads serves four or eight sums. A tile's columns are not adjacent, so that adjacent threads read adjacent entries.
 */
export interface Tile {
  /** The number of tiles of the product. */
  readonly count: number;
  /** The number of threads of a workgroup, each of which sums one tile. */
  readonly threads: number;
  /** Declares the sums of the tile with this index, and sets them to 0. */
  begin(id: string): string;
  /**
   * Adds the products of a row's and a column's factors.
   * @param left,right WGSL of the factor of row i and of column j
   */
  add(left: (i: string) => string, right: (j: string) => string): string;
  /** Writes the sums. @param write makes a statement from the index of an entry and its sum */
  end(write: (at: string, sum: string) => string): string;
}

/** The tile of a product of n columns under a tuning. @param height the number of its rows */
export function tileOf(n: number, { tile: side }: WorkgroupTuning, height = n): Tile {
  const across = Math.ceil(n / side);
  const down = Math.ceil(height / side);
  const all = Array.from({ length: side }, (_, k) => k);
  const quads = all.slice(0, side / 4);
  const lines = (parts: readonly number[], code: (k: number) => string) => parts.map(code).join("\n    ");
  const inside = (place: string, length: number) =>
    length % side === 0 ? "" : `if (${place} < ${length}u) `;
  return {
    count: down * across,
    threads: 128 / side,
    begin: (id) => `
    let row = ${id} / ${across}u * ${side}u;
    let column = ${id} % ${across}u;
    ${lines(all, (k) => `let i${k} = min(row + ${k}u, ${height - 1}u); let j${k} = min(column + ${k * across}u, ${n - 1}u);`)}
    ${lines(all, (k) => lines(quads, (q) => `var sum${k}_${q} = vec4<f32>(0.0);`))}`,
    add: (left, right) => `{
    ${lines(quads, (q) => `let right${q} = vec4<f32>(${[0, 1, 2, 3].map((c) => right(`j${4 * q + c}`)).join(", ")});`)}
    ${lines(all, (k) => `let left${k} = ${left(`i${k}`)}; ${lines(quads, (q) => `sum${k}_${q} += left${k} * right${q};`)}`)}
    }`,
    end: (write) =>
      lines(all, (k) => {
        const entry = (c: number) =>
          `${inside(`column + ${c * across}u`, n)}{ ${write(`i${k} * ${n}u + j${c}`, `sum${k}_${c >> 2}[${c % 4}]`)} }`;
        return `${inside(`row + ${k}u`, height)}{ ${lines(all, entry)} }`;
      }),
  };
}
