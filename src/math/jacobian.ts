import type { Matrix } from "./arrays";
import { inverseOf, powerRanges } from "./matrix-powers";
import { log10Norm, type Scaled, scaled, scaledIdentity, times } from "./scaled";
import { dividedBySlopes, type LogRange, type PullBack, SlopeProduct, slopesAt, timesSlopes } from "./slopes";

/** log₁₀ of the extreme singular values at each of the measured time steps. −∞ represents an exact 0. */
export interface LogRanges {
  readonly largest: Float64Array;
  readonly smallest: Float64Array;
}

/** The singular values of ∂h_T/∂h_t of one sequence, and of the products of its two kinds of factors alone. */
export interface JacobianMeasures {
  /** t, ascending, from 0 to T. */
  readonly times: Float64Array;
  /** The singular values of ∂h_T/∂h_t itself. */
  readonly whole: LogRanges;
  /** The singular values of W^(T−t). */
  readonly matrix: LogRanges;
  /** The singular values of σ′(z_T) ⋯ σ′(z_{t+1}), without the factors W. */
  readonly slopes: LogRanges;
  /** s_max(W)·max σ′ and s_min(W)·min σ′: the bounds of one time step's factor. */
  readonly bounds: { readonly upper: number; readonly lower: number };
}

/** The number of time steps that are measured; fewer for a large matrix, whose singular values take long. */
const timesMeasured = (n: number) => (n <= 64 ? 16 : n <= 128 ? 9 : 5);

/** Evenly spaced time steps from 0 to T, both included. */
export function spreadTimes(steps: number, count: number): number[] {
  const intervals = Math.max(1, Math.min(steps, count - 1));
  const all = Array.from({ length: intervals + 1 }, (_, i) => Math.round((i * steps) / intervals));
  return [...new Set(all)];
}

/**
 * J_T = I, J_{t−1} = J_t·σ′(z_t)·W, in float64 with powers of ten stored separately. The smallest singular value is
 * 1/s_max of the product of the inverses, since that of J itself is lost in rounding below 10⁻¹⁶ of the largest; it is
 * 0 if a factor is singular, as with a dead unit.
 * @param w W, n×n; a complex one in real form
 * @param states h_0 … h_T of one sequence, [T+1, n] row-major
 * @param paired whether σ acts on pairs of units (i, i + n/2)
 */
export function measureJacobian(
  w: Matrix,
  states: Float32Array | Float64Array,
  pullBack: PullBack,
  paired: boolean,
): JacobianMeasures {
  const { n } = w;
  const steps = states.length / n - 1;
  const at = spreadTimes(steps, timesMeasured(n));
  const finite = w.values.every(Number.isFinite);
  const factor = scaled(n, Float64Array.from(w.values));
  const product = new BothWays(factor, finite ? inverseOf(w) : null);
  const alone = new SlopeProduct(n, paired);
  const [whole, slopes] = [ranges(at.length), ranges(at.length)];
  let [steepest, flattest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let t = steps, k = at.length - 1; t >= 0; t--) {
    if (t === at[k]) {
      put(whole, k, product.range());
      put(slopes, k, alone.range());
      k--;
    }
    if (t === 0) break;
    const slope = slopesAt(Float64Array.from(states.subarray(t * n, (t + 1) * n)), pullBack, paired);
    const one = new SlopeProduct(n, paired);
    one.include(slope);
    const { largest, smallest } = one.range();
    [steepest, flattest] = [Math.max(steepest, largest), Math.min(flattest, smallest)];
    alone.include(slope);
    product.stepBack(slope);
  }
  const matrix = ranges(at.length);
  const nothing = { largest: Number.NaN, smallest: Number.NaN };
  const exponents = at.map((t) => steps - t).reverse();
  const powers = finite ? powerRanges(w, exponents) : exponents.map(() => nothing);
  for (const [i, range] of powers.entries()) put(matrix, at.length - 1 - i, range);
  const [single] = finite ? powerRanges(w, [1]) : [nothing];
  return {
    times: Float64Array.from(at),
    whole,
    matrix,
    slopes,
    bounds: { upper: 10 ** (single.largest + steepest), lower: 10 ** (single.smallest + flattest) },
  };
}

/**
 * The singular values of J_t = F_T ⋯ F_{t+1} for factors that are not products of a σ′ and one W: what concerns those is NaN.
 * @param factor F_t, t = 1 … T, square and of one size
 */
export function measureProduct(steps: number, factor: (t: number) => Float64Array): JacobianMeasures {
  const n = Math.sqrt(factor(steps).length);
  const at = spreadTimes(steps, timesMeasured(n));
  const [whole, matrix, slopes] = [0, 1, 2].map(() => ranges(at.length));
  let forward = scaledIdentity(n);
  let backward: Scaled | null = forward;
  for (let t = steps, k = at.length - 1; t >= 0; t--) {
    if (t === at[k]) put(whole, k--, rangeOf(forward, backward));
    if (t === 0) break;
    const values = factor(t);
    const inverse: Scaled | null = values.every(Number.isFinite) ? inverseOf({ n, values }) : null;
    backward = backward && inverse && times(inverse, backward);
    forward = times(forward, scaled(n, values.slice()));
  }
  for (const part of [matrix, slopes]) for (const end of [part.largest, part.smallest]) end.fill(Number.NaN);
  return {
    times: Float64Array.from(at),
    whole,
    matrix,
    slopes,
    bounds: { upper: Number.NaN, lower: Number.NaN },
  };
}

const ranges = (count: number): LogRanges => ({
  largest: new Float64Array(count),
  smallest: new Float64Array(count),
});

function put({ largest, smallest }: LogRanges, k: number, range: LogRange): void {
  largest[k] = range.largest;
  smallest[k] = range.smallest;
}

/** J and, as long as it exists, J⁻¹. */
class BothWays {
  readonly #w: Scaled;
  readonly #inverse: Scaled | null;
  #forward: Scaled;
  #backward: Scaled | null;

  constructor(w: Scaled, inverse: Scaled | null) {
    this.#w = w;
    this.#inverse = inverse;
    this.#forward = this.#backward = scaledIdentity(w.n);
  }

  /** Goes from J_t to J_{t−1}. */
  stepBack(slope: Parameters<typeof timesSlopes>[1]): void {
    this.#forward = times(timesSlopes(this.#forward, slope), this.#w);
    const divided = this.#backward && this.#inverse && dividedBySlopes(slope, this.#backward);
    this.#backward = divided && this.#inverse && times(this.#inverse, divided);
  }

  range(): LogRange {
    return rangeOf(this.#forward, this.#backward);
  }
}

/** log₁₀ of the largest and the smallest singular value of J, given J and, if it exists, J⁻¹. */
function rangeOf(forward: Scaled, backward: Scaled | null): LogRange {
  const largest = log10Norm(forward);
  if (Number.isNaN(largest)) return { largest, smallest: Number.NaN };
  return { largest, smallest: backward ? -log10Norm(backward) : Number.NEGATIVE_INFINITY };
}
