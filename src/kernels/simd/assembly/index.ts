/**
 * The recurrence over time in WebAssembly SIMD, written in AssemblyScript.
 *
 * All arguments named after arrays are byte addresses of float32 arrays in the module's memory, which the caller
 * lays out. An array over time is [T + 1, batch, width] or [T, batch, width] with rows of `width` floats, n rounded
 * up to a multiple of 8, and `batch` a multiple of 4. What stands in the padding is never read into anything else:
 * sums over units run to n, so infinities and NaN there, or next to it, stay where they are.
 */

export { scan, scanDelta, scanGradient } from "./scan";
export { weightGradient } from "./weight-gradient";

/** The first byte that the caller may use. */
export function heapStart(): usize {
  return __heap_base;
}
