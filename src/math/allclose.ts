import type { Matrix } from "./arrays";

/** The default tolerances of numpy: an entry may differ by `absolute + relative·|b|`. */
export const NUMPY_TOLERANCE = { relative: 1e-5, absolute: 1e-8 } as const;

/** The entry that differs most relative to its tolerance. Row and column count from 0. */
export interface Miss {
  readonly row: number;
  readonly column: number;
  /** |a − b|. */
  readonly difference: number;
  /** The tolerance of this entry, atol + rtol·|b|. */
  readonly allowed: number;
}

/**
 * `numpy.allclose(a, b)`: |aᵢⱼ − bᵢⱼ| ≤ 10⁻⁸ + 10⁻⁵·|bᵢⱼ| for every entry. It is not symmetric in a and b: the
 * tolerance depends on b. NaN is close to nothing, and an infinity only to itself.
 * @throws RangeError if the sizes differ
 */
export function allclose(a: Matrix, b: Matrix): boolean {
  return worstMiss(a, b) === null;
}

/** The worst of the entries that {@link allclose} rejects; null if it accepts all of them. */
export function worstMiss(a: Matrix, b: Matrix): Miss | null {
  if (a.n !== b.n) throw new RangeError(`Sizes ${a.n} and ${b.n} do not match.`);
  let worst: Miss | null = null;
  for (let i = 0; i < a.values.length; i++) {
    const [x, y] = [a.values[i], b.values[i]];
    const difference = Math.abs(x - y);
    const allowed = NUMPY_TOLERANCE.absolute + NUMPY_TOLERANCE.relative * Math.abs(y);
    // An infinite y would allow everything; numpy requires equality there.
    if (x === y || (Number.isFinite(y) && difference <= allowed)) continue;
    if (worst === null || !(difference / allowed <= worst.difference / worst.allowed)) {
      worst = { row: Math.floor(i / a.n), column: i % a.n, difference, allowed };
    }
  }
  return worst;
}
