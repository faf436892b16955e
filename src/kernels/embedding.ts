import { engine, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

export const EMBEDDING = "Embedding";
export const EMBEDDING_GRADIENT = "EmbeddingGradient";

/**
 * Rows of a table by index: row r of the result is row index[r] of the table. tfjs's gather copies such rows one
 * number at a time on wasm, which took a third of a training step.
 * @param table [classes, n]
 * @param index [R], int32
 * @returns [R, n]
 */
export function embedding(table: Tensor2D, index: Tensor1D): Tensor2D {
  return engine().runKernel(EMBEDDING, { table, index }) as Tensor2D;
}

export interface EmbeddingAttributes {
  readonly classes: number;
}

/**
 * The gradient of an embedding lookup: row v of the result is Σ of the rows r of `rows` with index[r] = v.
 * tfjs's wasm backend has no kernel for it, and a one-hot product costs as much as the rest of the step.
 * @param rows [R, n]
 * @param index [R], int32, in 0 … classes − 1
 * @returns [classes, n]
 */
export function embeddingGradient(rows: Tensor2D, index: Tensor1D, classes: number): Tensor2D {
  return engine().runKernel(EMBEDDING_GRADIENT, { rows, index }, { classes }) as Tensor2D;
}
