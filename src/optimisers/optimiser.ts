/** A real array of either precision. */
export type FloatArray = Float32Array | Float64Array;

/** The learning rate and the count of one step of an optimiser. */
export interface OptimiserStep {
  readonly rate: number;
  /** The number of steps including this one, from 1. */
  readonly count: number;
}

/**
 * Turns gradients into updates, entry by entry. Every formula is odd in the gradient, so the update for a
 * skew-symmetric gradient is skew-symmetric as well.
 */
export interface Optimiser {
  readonly label: string;
  /** The number of arrays of the parameters' size that it remembers between steps; all start at 0. */
  readonly slots: number;
  /** Whether it divides each entry by a scale of its own, so that an entry moves by about the rate, however small its gradient is. */
  readonly scalesEach: boolean;
  /** The constants of one step, the same for all entries; at most three. */
  constants(rate: number, count: number): readonly number[];
  /**
   * Writes the update, which is to be subtracted from the parameters, and updates the memory in place.
   * @param update receives the update
   * @param constants from {@link constants}
   */
  step(
    gradient: FloatArray,
    memory: readonly FloatArray[],
    update: FloatArray,
    constants: readonly number[],
  ): void;
  /** The step of one entry in WGSL: statements over `g`, the constants `c0 …` and the variables `m0 …` and `moved`. */
  readonly wgsl: string;
}
