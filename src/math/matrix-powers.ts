import { Matrix as Dense, inverse } from "ml-matrix";
import type { Matrix } from "./arrays";
import { log10Norm, type Scaled, scaled, scaledIdentity, times } from "./scaled";
import type { LogRange } from "./slopes";

/** A⁻¹ in float64, or null if A is singular to working precision. */
export function inverseOf({ n, values }: Matrix): Scaled | null {
  try {
    const found = inverse(Dense.from1DArray(n, n, Array.from(values)));
    const entries = Float64Array.from(found.to1DArray());
    return entries.every(Number.isFinite) ? scaled(n, entries) : null;
  } catch {
    return null;
  }
}

/** A^k by repeated squaring. */
function power(a: Scaled, k: number): Scaled {
  if (k === 0) return scaledIdentity(a.n);
  const half = power(a, Math.floor(k / 2));
  const even = times(half, half);
  return k % 2 === 0 ? even : times(even, a);
}

/**
 * log₁₀ of s_max and s_min of A^k for each of the exponents, which must ascend. The smallest is 1/s_max of the
 * inverse's power, since that of the power itself is lost in rounding below 10⁻¹⁶ of the largest.
 */
export function powerRanges(a: Matrix, exponents: readonly number[]): LogRange[] {
  const forward = norms(scaled(a.n, Float64Array.from(a.values)), exponents);
  const inverted = inverseOf(a);
  const backward = inverted && norms(inverted, exponents);
  return exponents.map((k, i) => {
    const smallest = k === 0 ? 0 : backward ? -backward[i] : Number.NEGATIVE_INFINITY;
    return { largest: forward[i], smallest: Number.isNaN(forward[i]) ? Number.NaN : smallest };
  });
}

/** log₁₀ ‖A^k‖₂ for each of the exponents. Each power is computed from the one before. */
function norms(a: Scaled, exponents: readonly number[]): number[] {
  let [current, reached] = [scaledIdentity(a.n), 0];
  const gaps = new Map<number, Scaled>();
  return exponents.map((k) => {
    const gap = k - reached;
    const factor = gaps.get(gap) ?? power(a, gap);
    gaps.set(gap, factor);
    [current, reached] = [times(current, factor), k];
    return log10Norm(current);
  });
}
