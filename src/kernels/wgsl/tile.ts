import type { WorkgroupTuning } from "./workgroup-tuning";

/**
 * WGSL of 4×4 or 8×8 sums of an n×n product by one thread: what it loads of a row or a column serves as many of them.
 * Its columns lie apart, so that neighbouring threads read neighbouring numbers.
 */
export interface Tile {
  /** Tiles of the whole. */
  readonly count: number;
  /** Threads of a workgroup, where each sums a tile. */
  readonly threads: number;
  /** Declares the sums, 0, of the tile of this number. */
  begin(id: string): string;
  /** Adds what a row and a column have in common. @param left,right WGSL of a number at row i and at column j */
  add(left: (i: string) => string, right: (j: string) => string): string;
  /** @param write a statement, for a place in the result and its sum */
  end(write: (at: string, sum: string) => string): string;
}

export function tileOf(n: number, { tile: side }: WorkgroupTuning): Tile {
  const across = Math.ceil(n / side);
  const all = Array.from({ length: side }, (_, k) => k);
  const quads = all.slice(0, side / 4);
  const lines = (parts: readonly number[], code: (k: number) => string) => parts.map(code).join("\n    ");
  const inside = (place: string) => (n % side === 0 ? "" : `if (${place} < ${n}u) `);
  return {
    count: across ** 2,
    threads: 128 / side,
    begin: (id) => `
    let row = ${id} / ${across}u * ${side}u;
    let column = ${id} % ${across}u;
    ${lines(all, (k) => `let i${k} = min(row + ${k}u, ${n - 1}u); let j${k} = min(column + ${k * across}u, ${n - 1}u);`)}
    ${lines(all, (k) => lines(quads, (q) => `var sum${k}_${q} = vec4<f32>(0.0);`))}`,
    add: (left, right) => `{
    ${lines(quads, (q) => `let right${q} = vec4<f32>(${[0, 1, 2, 3].map((c) => right(`j${4 * q + c}`)).join(", ")});`)}
    ${lines(all, (k) => `let left${k} = ${left(`i${k}`)}; ${lines(quads, (q) => `sum${k}_${q} += left${k} * right${q};`)}`)}
    }`,
    end: (write) =>
      lines(all, (k) => {
        const entry = (c: number) =>
          `${inside(`column + ${c * across}u`)}{ ${write(`i${k} * ${n}u + j${c}`, `sum${k}_${c >> 2}[${c % 4}]`)} }`;
        return `${inside(`row + ${k}u`)}{ ${lines(all, entry)} }`;
      }),
  };
}
