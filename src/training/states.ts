import { ACTIVATIONS_BY_ID } from "../kernels/activations";
import { width } from "../kernels/cell-size";
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
export function measureStates(
  { activation: id, size }: Cell,
  h: Float32Array,
  threshold: Float32Array,
): StateMeasures {
  const activation = ACTIVATIONS_BY_ID[id];
  const n = size.units;
  const wide = width(size);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const alive = new Uint8Array(n);
  const see = (slope: number) => {
    if (!(slope >= min)) min = slope;
    if (!(slope <= max)) max = slope;
  };
  const ones = new Float64Array(wide);
  const row = new Float64Array(wide);
  for (let at = 0; at < h.length; at += wide) {
    row.set(h.subarray(at, at + wide));
    if (size.complex) seePairs();
    else {
      ones.fill(1);
      activation.pullBack(ones, row, threshold);
      for (let i = 0; i < n; i++) see(ones[i]);
    }
    for (let i = 0; i < n; i++) if (row[i] !== 0 || (size.complex && row[i + n] !== 0)) alive[i] = 1;
  }
  const dead = alive.reduce((count, lives) => count + (lives ? 0 : 1), 0);
  return { slope: { min, max }, deadUnits: activation.canDie ? dead : null };

  /** Of a live pair: 1 along h, |h|/(|h| − m) across; of a dead one 0. Other activations treat parts alone. */
  function seePairs(): void {
    if (id !== "modrelu-complex") {
      ones.fill(1);
      activation.pullBack(ones, row, threshold);
      for (const slope of ones) see(slope);
      return;
    }
    for (let i = 0; i < n; i++) {
      const modulus = Math.hypot(row[i], row[i + n]);
      if (modulus === 0) see(0);
      else {
        see(1);
        see(modulus / (modulus - threshold[i]));
      }
    }
  }
}

/**
 * ‖x_t‖_F of each moment, [T+1].
 * @param x [T+1, …], each moment of this many numbers
 */
export function momentNorms(x: Float32Array, moment: number): Float32Array {
  const norms = new Float32Array(x.length / moment);
  for (let t = 0; t < norms.length; t++) {
    // In float64 no square of a float32 over- or underflows.
    let sum = 0;
    for (let i = t * moment; i < (t + 1) * moment; i++) sum += x[i] * x[i];
    norms[t] = Math.sqrt(sum);
  }
  return norms;
}
