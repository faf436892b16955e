import type { OptimiserId } from "../../config/schema";
import type { Elementwise } from "../../math/elementwise";

/**
 * Turns gradients into moves, entry by entry. Every formula is odd in the gradient, so the move of a
 * skew-symmetric gradient is skew-symmetric as well.
 */
export interface Optimiser {
  readonly id: OptimiserId;
  readonly label: string;
  /** How many values like the parameters it remembers between steps, all starting at zero. */
  readonly slots: number;
  /**
   * What is to be subtracted from the parameters, and the next memory, as new values; called inside a tidy.
   * @param count steps made including this one, from 1
   */
  step<T>(
    numbers: Elementwise<T>,
    gradient: T,
    memory: readonly T[],
    rate: number,
    count: number,
  ): { move: T; memory: T[] };
}
