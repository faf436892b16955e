/**
 * How a program divides its work among threads. A GPU wants many threads: one sequence per workgroup, sums shared by
 * hundreds. A software adapter (a CPU) has few loads at a time and is slow at barriers: four sequences per workgroup,
 * so that each number of W serves four products, larger tiles, and few threads that wait for each other.
 */
export interface WorkgroupTuning {
  readonly id: "many" | "few";
  /** The number of sequences that one workgroup scans. */
  readonly sequences: 1 | 4;
  /** The largest number of threads in a workgroup that scans or sums. Every adapter grants 256. */
  readonly threads: number;
  /** The side of the square tile of a product that one thread sums, and the number of rows of outputs per thread. */
  readonly tile: 4 | 8;
}

export const GPU_TUNING: WorkgroupTuning = { id: "many", sequences: 1, threads: 256, tile: 4 };
export const CPU_TUNING: WorkgroupTuning = { id: "few", sequences: 4, threads: 32, tile: 8 };
