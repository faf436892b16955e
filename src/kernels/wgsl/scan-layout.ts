import type { ScanActivation } from "../activations";
import { blockRows, type CellSize, kindOf, places, width } from "../cell-size";
import type { WorkgroupTuning } from "./workgroup-tuning";

/** A scan over all time steps. */
export interface Scan {
  readonly size: CellSize;
  readonly activation: ScanActivation;
  readonly steps: number;
  readonly batch: number;
  readonly tuning: WorkgroupTuning;
}

/** The workgroup memory that every WebGPU adapter grants, in float32 numbers. */
export const WORKGROUP_NUMBERS = 4096;

/** The number of sequences that a workgroup scans: the tuning's, or one, if the sums of several do not fit. */
export const sequencesOf = (size: CellSize, { sequences }: WorkgroupTuning): 1 | 4 =>
  kindOf(size).gated && blockRows(size) * sequences > WORKGROUP_NUMBERS ? 1 : sequences;

/** Helpers that write WGSL for every unit u of a thread and every sequence r of a workgroup. */
export function layOut({ size, tuning }: Pick<Scan, "size" | "tuning">) {
  const n = width(size);
  const sequencesPerGroup = sequencesOf(size, tuning);
  // With code for more than four sums per thread, a program takes minutes to compile.
  const unitsPerThread = Math.floor(4 / kindOf(size).blocks.length);
  const threads = Math.min(n, Math.max(tuning.threads, Math.min(256, Math.ceil(n / unitsPerThread))));
  const units = Array.from({ length: Math.ceil(n / threads) }, (_, u) => u);
  const sequences = Array.from({ length: sequencesPerGroup }, (_, r) => r);
  // A thread's last units may be beyond n: they repeat the computation of unit n − 1 and are never written.
  const whole = n % threads === 0;
  return {
    n,
    threads,
    sequencesPerGroup,
    /** The WGSL type of one number per sequence. */
    vector: sequencesPerGroup === 1 ? "f32" : "vec4<f32>",
    of: (vector: string, r: number) => (sequencesPerGroup === 1 ? vector : `${vector}.${"xyzw"[r]}`),
    eachUnit: (code: (u: number) => string) => units.map(code).join("\n"),
    eachSequence: (code: (r: number) => string) => sequences.map(code).join("\n"),
    /** Declares the sequence of each r, and whether it is one of the batch; the others repeat the last one. */
    sequences: sequences
      .map(
        (r) =>
          `let k${r} = min(group() * ${sequencesPerGroup}u + ${r}u, batch - 1u); let live${r} = group() * ${sequencesPerGroup}u + ${r}u < batch;`,
      )
      .join("\n"),
    units: units.map((u) => `let i${u} = min(localIndex + ${u * threads}u, ${n - 1}u);`).join(" "),
    // With && instead of & each condition is a branch, and some compilers take minutes for so many branches.
    mine: (u: number) => (whole ? "true" : `(localIndex + ${u * threads}u < ${n}u)`),
    threshold: (i: string) => `parameters[${places(size).threshold.start}u + ${i} % ${size.units}u]`,
  };
}
