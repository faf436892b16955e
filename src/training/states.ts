import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { type CellSize, width } from "../kernels/cell-size";
import type { ScanActivation } from "../kernels/rnn-pass";
import type { Cell } from "./cell";

/** What σ did to the units of a batch. */
export interface StateMeasures {
  /** The smallest and the largest factor that σ′ put on a gradient. */
  readonly slope: { readonly min: number; readonly max: number };
  /** Units that are 0 at every step of every sequence; null where σ leaves none at 0. */
  readonly deadUnits: number | null;
}

/**
 * @param h the states h₁ … h_T, rows of w numbers
 * @param threshold modReLU's
 */
export function measureStates(cell: Cell, h: Float32Array, threshold: Float32Array): StateMeasures {
  const { activation: id, size } = cell;
  const slopesOf = id === "modrelu-complex" ? pairSlopes(size.units, threshold) : unitSlopes(id, threshold);
  const wide = width(size);
  const row = new Float64Array(wide);
  const slopes = new Float64Array(wide);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < h.length; at += wide) {
    for (let i = 0; i < wide; i++) row[i] = h[at + i];
    slopesOf(row, slopes);
    for (let i = 0; i < wide; i++) {
      if (!(slopes[i] >= min)) min = slopes[i];
      if (!(slopes[i] <= max)) max = slopes[i];
    }
  }
  return { slope: { min, max }, deadUnits: SCAN_ACTIVATIONS[id].canDie ? countDead(h, size) : null };
}

/** Writes σ′ of every unit of a row: such an activation treats the parts of a complex unit alone. */
const unitSlopes =
  (id: ScanActivation, threshold: Float32Array) => (h: Float64Array, slopes: Float64Array) => {
    slopes.fill(1);
    SCAN_ACTIVATIONS[id].pullBack(slopes, h, threshold);
  };

/** Writes the complex modReLU's factors of every pair: of a live one 1 along h and |h|/(|h| − m) across, of a dead one 0. */
const pairSlopes = (n: number, threshold: Float32Array) => (h: Float64Array, slopes: Float64Array) => {
  for (let i = 0; i < n; i++) {
    const modulus = Math.hypot(h[i], h[i + n]);
    slopes[i] = modulus === 0 ? 0 : 1;
    slopes[i + n] = modulus === 0 ? 0 : modulus / (modulus - threshold[i]);
  }
};

/** Units that are 0 in every row. */
function countDead(h: Float32Array, size: CellSize): number {
  const n = size.units;
  const wide = width(size);
  const alive = new Uint8Array(n);
  let dead = n;
  for (let at = 0; at < h.length && dead > 0; at += wide)
    for (let i = 0; i < wide; i++) {
      const unit = i < n ? i : i - n;
      if (h[at + i] === 0 || alive[unit]) continue;
      alive[unit] = 1;
      dead--;
    }
  return dead;
}

/**
 * ‖x_t‖_F of each moment, [T+1].
 * @param x [T+1, …], each moment of this many numbers
 */
export function timeStepNorms(x: Float32Array, moment: number): Float32Array {
  const norms = new Float32Array(x.length / moment);
  for (let t = 0; t < norms.length; t++) {
    // In float64 no square of a float32 over- or underflows.
    let [a, b, c, d] = [0, 0, 0, 0];
    const end = (t + 1) * moment;
    let i = t * moment;
    // Four sums at a time, which a processor can work on at once.
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
