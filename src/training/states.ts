import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { type CellSize, width } from "../kernels/cell-size";
import type { ScanActivation } from "../kernels/rnn-pass";
import type { Cell } from "./cell";

/** Measurements of σ on the units of a batch. */
export interface StateMeasures {
  /** The smallest and the largest factor by which σ′ multiplied a gradient. */
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

/**
 * Returns ‖x_t‖_F of each time step, [T+1].
 * @param x [T+1, …]
 * @param perTimeStep the number of entries per time step
 */
export function timeStepNorms(x: Float32Array, perTimeStep: number): Float32Array {
  const norms = new Float32Array(x.length / perTimeStep);
  for (let t = 0; t < norms.length; t++) {
    // In float64 no square of a float32 over- or underflows.
    let [a, b, c, d] = [0, 0, 0, 0];
    const end = (t + 1) * perTimeStep;
    let i = t * perTimeStep;
    // Four independent sums, which a processor can add in parallel.
    for (; i + 3 < end; i += 4) {
      a += x[i] * x[i];
      b += x[i + 1] * x[i + 1];
      c += x[i + 2] * x[i + 2];
      d += x[i + 3] * x[i + 3];
    }
    for (; i < end; i++) a += x[i] * x[i];
    norms[t] = Math.sqrt(a + b + (c + d));
  }
  return norms;
}
