import type { Tensor1D } from "@tensorflow/tfjs-core";
import type { OptimiserId } from "../../config/schema";

/** Moves all parameters but W, which lie in one flat tensor. */
export interface Optimiser {
  readonly id: OptimiserId;
  readonly label: string;
  /** How many tensors like the parameters it remembers between steps, all starting at zero. */
  readonly slots: number;
  /**
   * The next parameters and memory, as new tensors; called inside a tidy.
   * @param count steps made including this one, from 1
   */
  step(
    parameters: Tensor1D,
    gradient: Tensor1D,
    memory: readonly Tensor1D[],
    rate: number,
    count: number,
  ): { parameters: Tensor1D; memory: Tensor1D[] };
}
