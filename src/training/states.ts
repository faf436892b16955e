import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { type CellSize, isSquare, width } from "../kernels/cell-size";
import type { ScanActivation } from "../kernels/rnn-pass";
import type { Cell } from "./cell";

/** Measurements of σ on the units of a batch. */
export interface StateMeasures {
  /** The smallest and the largest factor by which σ′ multiplied a gradient; NaN for a gated cell. */
  readonly slope: { readonly min: number; readonly max: number };
  /** The number of units that are 0 at every time step of every sequence; null if σ cannot leave a unit at 0. */
  readonly deadUnits: number | null;
}

/**
 * Measures slopes and dead units.
 * @param h the states h₁ … h_T, rows of w numbers
 * @param threshold the thresholds of modReLU, [n]
 */
export function measureStates(cell: Cell, h: Float32Array, threshold: Float32Array): StateMeasures {
  const { activation: id, size } = cell;
  if (!isSquare(size)) return { slope: { min: Number.NaN, max: Number.NaN }, deadUnits: null };
  const slopesOf = id === "modrelu-complex" ? pairSlopes(size.units, threshold) : unitSlopes(id, threshold);
  const w = width(size);
  const row = new Float64Array(w);
  const slopes = new Float64Array(w);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < h.length; at += w) {
    for (let i = 0; i < w; i++) row[i] = h[at + i];
    slopesOf(row, slopes);
    for (let i = 0; i < w; i++) {
      if (!(slopes[i] >= min)) min = slopes[i];
      if (!(slopes[i] <= max)) max = slopes[i];
    }
  }
  return { slope: { min, max }, deadUnits: SCAN_ACTIVATIONS[id].canDie ? countDead(h, size) : null };
}

/** Writes σ′ of every unit of a row; these activations treat the two parts of a complex unit separately. */
const unitSlopes =
  (id: ScanActivation, threshold: Float32Array) => (h: Float64Array, slopes: Float64Array) => {
    slopes.fill(1);
    SCAN_ACTIVATIONS[id].pullBack(slopes, h, threshold);
  };

/** Writes the complex modReLU's factors of every pair: 1 along h and |h|/(|h| − m) across it, or 0 if the pair is 0. */
const pairSlopes = (n: number, threshold: Float32Array) => (h: Float64Array, slopes: Float64Array) => {
  for (let i = 0; i < n; i++) {
    const modulus = Math.hypot(h[i], h[i + n]);
    slopes[i] = modulus === 0 ? 0 : 1;
    slopes[i + n] = modulus === 0 ? 0 : modulus / (modulus - threshold[i]);
  }
};

/** The number of units that are 0 in every row. */
function countDead(h: Float32Array, size: CellSize): number {
  const n = size.units;
  const w = width(size);
  const alive = new Uint8Array(n);
  let dead = n;
  for (let at = 0; at < h.length && dead > 0; at += w)
    for (let i = 0; i < w; i++) {
      const unit = i < n ? i : i - n;
      if (h[at + i] === 0 || alive[unit]) continue;
      alive[unit] = 1;
      dead--;
    }
  return dead;
}
