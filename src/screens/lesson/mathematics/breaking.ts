import type { Matrix } from "../../../math/arrays";
import { countIterations, ENTRYWISE, STEPS } from "../../../training/counterexample";

/** Range of log₁₀ α in the chart. */
export const RATES = { low: -11, high: 1, perDecade: 4 } as const;
/** Largest number of iterations; the smallest rate in the chart needs about a thousand. */
const MAX_ITERATIONS = 5000;

/** Returns the iterations of U ← U + α·sigmoid(U) from U₀ until `np.allclose(I, UU*)` is false; null if it stays true. */
export const iterationsUntilBroken = (u0: Matrix, rate: number): number | null =>
  countIterations(u0, (u) => STEPS.naive(u, ENTRYWISE.sigmoid(u), rate), MAX_ITERATIONS);

/** Returns the points (log₁₀ α, log₁₀ iterations) of the chart. */
export function breakingCurve(u0: Matrix): readonly (readonly [number, number])[] {
  const count = (RATES.high - RATES.low) * RATES.perDecade;
  return Array.from({ length: count + 1 }, (_, i) => {
    const exponent = RATES.low + i / RATES.perDecade;
    return [exponent, Math.log10(iterationsUntilBroken(u0, 10 ** exponent) ?? Number.NaN)] as const;
  });
}
