import { engine, type Tensor2D } from "@tensorflow/tfjs-core";

export const LINEAR_COMBINATION = "LinearCombination";

export interface CombinationAttributes {
  readonly coefficients: readonly number[];
}

/** The inputs' names, in the order of the coefficients. */
export const termName = (i: number): string => `term${i}`;

/**
 * Σ c_i A_i in one op. The exponential forms ten such sums of powers per step; one op for each addition and scaling
 * would cost more in calls than in arithmetic.
 * @param terms at least one, all of the same shape
 */
export function linearCombination(coefficients: readonly number[], terms: readonly Tensor2D[]): Tensor2D {
  const inputs = Object.fromEntries(terms.map((term, i) => [termName(i), term]));
  return engine().runKernel(LINEAR_COMBINATION, inputs, { coefficients: [...coefficients] }) as Tensor2D;
}
