import { type Scaled, scaled } from "./scaled";

/** g becomes σ′(z)ᵀ g in place, given h = σ(z). */
export type PullBack = (g: Float64Array, h: Float64Array) => void;

/**
 * σ′(z), n×n: diagonal if σ acts on each unit separately, else with 2×2 blocks on the pairs (i, i ± n/2). Row i has
 * `own[i]` on the diagonal and `cross[i]` in its partner's column.
 */
export interface Slopes {
  readonly own: Float64Array;
  readonly cross: Float64Array | null;
}

const partner = (i: number, n: number) => (i + n / 2) % n;

/** σ′ at the state h, found by applying σ′ᵀ to vectors. */
export function slopesAt(h: Float64Array, pullBack: PullBack, paired: boolean): Slopes {
  const n = h.length;
  const own = new Float64Array(n).fill(1);
  if (!paired) {
    pullBack(own, h);
    return { own, cross: null };
  }
  const half = n / 2;
  const [first, second] = [new Float64Array(n).fill(1, 0, half), new Float64Array(n).fill(1, half)];
  pullBack(first, h);
  pullBack(second, h);
  // σ′ᵀ applied to a unit vector is a row of σ′.
  const cross = new Float64Array(n);
  for (let i = 0; i < half; i++) {
    [own[i], cross[i]] = [first[i], first[i + half]];
    [cross[i + half], own[i + half]] = [second[i], second[i + half]];
  }
  return { own, cross };
}

/** A·σ′. */
export function timesSlopes(a: Scaled, { own, cross }: Slopes): Scaled {
  const { n } = a;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const other = cross ? a.values[i * n + partner(j, n)] * cross[partner(j, n)] : 0;
      out[i * n + j] = a.values[i * n + j] * own[j] + other;
    }
  }
  return scaled(n, out, a.log10);
}

/** σ′⁻¹·A, or null if σ′ has no inverse. */
export function dividedBySlopes({ own, cross }: Slopes, a: Scaled): Scaled | null {
  const { n } = a;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const p = cross ? partner(i, n) : i;
    const determinant = cross ? own[i] * own[p] - cross[i] * cross[p] : own[i];
    if (determinant === 0) return null;
    const [diagonal, beside] = cross ? [own[p] / determinant, -cross[i] / determinant] : [1 / determinant, 0];
    for (let j = 0; j < n; j++)
      out[i * n + j] = diagonal * a.values[i * n + j] + beside * a.values[p * n + j];
  }
  return scaled(n, out, a.log10);
}

/** log₁₀ of the largest and the smallest singular value. */
export interface LogRange {
  readonly largest: number;
  readonly smallest: number;
}

/**
 * The product σ′(z_T)·σ′(z_{T−1}) ⋯, built up going back in time, as separate blocks, each with its own scale.
 */
export class SlopeProduct {
  readonly #n: number;
  readonly #blocks: number;
  /** The entries of the blocks [own, cross; cross, own], scaled so that the largest is 1. */
  readonly #entries: Float64Array[];
  readonly #log10: Float64Array;
  readonly #logDeterminant: Float64Array;

  constructor(n: number, paired: boolean) {
    this.#n = n;
    this.#blocks = paired ? n / 2 : n;
    this.#entries = paired ? Array.from({ length: this.#blocks }, () => Float64Array.of(1, 0, 0, 1)) : [];
    this.#log10 = new Float64Array(this.#blocks);
    this.#logDeterminant = new Float64Array(this.#blocks);
  }

  /** Multiplies the product from the right by σ′ of the time step before. */
  include({ own, cross }: Slopes): void {
    for (let k = 0; k < this.#blocks; k++) {
      if (!cross) {
        this.#log10[k] += Math.log10(Math.abs(own[k]));
        continue;
      }
      const p = partner(k, this.#n);
      const [a, b, c, d] = this.#entries[k];
      const [e, f, g, h] = [own[k], cross[k], cross[p], own[p]];
      const product = [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
      const size = Math.max(...product.map(Math.abs));
      this.#entries[k].set(size > 0 ? product.map((entry) => entry / size) : product);
      this.#log10[k] += Math.log10(size);
      this.#logDeterminant[k] += Math.log10(Math.abs(e * h - f * g));
    }
  }

  /** log₁₀ of the largest and the smallest singular value of the product. */
  range(): LogRange {
    let [largest, smallest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let k = 0; k < this.#blocks; k++) {
      const blockLargest = this.#log10[k] + (this.#entries[k] ? Math.log10(norm2x2(this.#entries[k])) : 0);
      // The determinant loses no digits if the two singular values differ by orders of magnitude.
      const blockSmallest =
        this.#entries[k] && blockLargest > -Infinity ? this.#logDeterminant[k] - blockLargest : blockLargest;
      largest = Math.max(largest, blockLargest);
      smallest = Math.min(smallest, blockSmallest);
    }
    return { largest, smallest };
  }
}

/** ‖[[a, b], [c, d]]‖₂. */
const norm2x2 = ([a, b, c, d]: Float64Array) => (Math.hypot(a + d, b - c) + Math.hypot(a - d, b + c)) / 2;
