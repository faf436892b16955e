import type { Matrix } from "../../../math/arrays";
import { countIterations, ENTRYWISE, STEPS } from "../../../training/counterexample";

/** Exponents of ten between which the learning rate is drawn. */
export const RATES = { low: -11, high: 1, perDecade: 4 } as const;
/** Enough for every rate drawn; the smallest takes about a thousand. */
const MAX_ITERATIONS = 5000;

/** Iterations of U ← U + α·sigmoid(U) from U₀ until `np.allclose(I, UU*)` says no; null if it never does. */
export const iterationsUntilBroken = (u0: Matrix, rate: number): number | null =>
  countIterations(u0, (u) => STEPS.naive(u, ENTRYWISE.sigmoid(u), rate), MAX_ITERATIONS);

/** The same at every rate that the chart draws: points (log₁₀ α, log₁₀ iterations). */
export function breakingCurve(u0: Matrix): readonly (readonly [number, number])[] {
  const count = (RATES.high - RATES.low) * RATES.perDecade;
  return Array.from({ length: count + 1 }, (_, i) => {
    const exponent = RATES.low + i / RATES.perDecade;
    return [exponent, Math.log10(iterationsUntilBroken(u0, 10 ** exponent) ?? Number.NaN)] as const;
  });
}
