export type FloatArray = Float32Array | Float64Array;

export interface StepOfOptimiser {
  readonly rate: number;
  /** Steps made including this one, from 1. */
  readonly count: number;
}

/**
 * Turns gradients into moves, number by number. Every formula is odd in the gradient, so the move of a
 * skew-symmetric gradient is skew-symmetric as well.
 */
export interface Optimiser {
  readonly label: string;
  /** How many values like the parameters it remembers between steps, all starting at zero. */
  readonly slots: number;
  /** What one step has in common for all numbers: at most three constants. */
  constants(rate: number, count: number): readonly number[];
  /**
   * Writes what is to be subtracted from the parameters, and brings the memory up to date in place.
   * @param constants from {@link constants}
   */
  step(gradient: FloatArray, memory: readonly FloatArray[], move: FloatArray, constants: readonly number[]): void;
  /** The same in WGSL, for one number: statements over `g`, the constants `c0 …` and the variables `m0 …` and `moved`. */
  readonly wgsl: string;
}
