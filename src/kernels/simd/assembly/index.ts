/**
 * The pass and the matrix kernels in WebAssembly SIMD, written in AssemblyScript.
 *
 * All arguments named after arrays are byte addresses of float32 arrays in the module's memory, which the caller
 * lays out. An array over time is [T + 1, batch, width] or [T, batch, width] with rows of `width` floats, n rounded
 * up to a multiple of 8, and `batch` a multiple of 4. The padding of a row never affects other entries: sums over units
 * run to n, so infinities and NaN in the padding, or next to it, do not spread.
 */

export { diagonalGradient, scanDiagonal, scanDiagonalGradient } from "./diagonal";
export { gruScan, gruScanGradient } from "./gru";
export { embed, embedGradient, project } from "./inputs";
export { crossEntropy, squaredError } from "./loss";
export { lstmScan, lstmScanGradient } from "./lstm";
export { product, productWithTransposed } from "./matrices";
export { exponential } from "./matrix-exponential";
export { outerProducts, outerProductsOfBlocks } from "./outer-products";
export { accumulate, pack } from "./panels";
export { scan, scanGradient } from "./scan";
export { columnSums, pairedThresholdGradient, thresholdGradient } from "./sums";
export { sumSixRows } from "./tiles";

/** The address of the first byte that the caller may use. */
export function heapStart(): usize {
  return __heap_base;
}
