/**
 * How work is spread over a device. A GPU wants many threads: one sequence a workgroup, sums shared by hundreds. A
 * processor that plays GPU is short of loads and slow at barriers: four sequences a workgroup, so that each number of
 * W serves four products, larger tiles, and few threads that wait for each other.
 */
export interface Spread {
  readonly id: "many" | "few";
  /** Sequences that one workgroup scans. */
  readonly sequences: 1 | 4;
  /** Most threads of a workgroup that scans or sums. Every adapter grants 256. */
  readonly threads: number;
  /** Side of the square of a product that one thread sums, and rows of outputs. */
  readonly tile: 4 | 8;
}

export const MANY: Spread = { id: "many", sequences: 1, threads: 256, tile: 4 };
export const FEW: Spread = { id: "few", sequences: 4, threads: 32, tile: 8 };
