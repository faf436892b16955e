import type { LaneConfig } from "../config/schema";
import { SCAN_ACTIVATIONS, scanned } from "../kernels/activations";
import type { ArrayOf } from "../training/portable";

/** Weights by name, as they are exported. */
export type Weights = Readonly<Record<string, ArrayOf>>;

/** Returns weights by their name. @throws Error that names what is missing */
function weightsOf(weights: Weights, name: string): ArrayOf {
  const found = weights[name];
  if (!found)
    throw new Error(`The network has no ${name}; its weights are ${Object.keys(weights).join(", ")}.`);
  return found;
}

const real = ({ data }: ArrayOf) => Float64Array.from(data);

/**
 * A network that reads one class at a time, in float64 on plain arrays: h ← σ(W h + V e_x + b), y = U h + c. A complex
 * h is stored as [Re h; Im h].
 */
export class TextNetwork {
  /** The size o of an output, which for text is the number of classes. */
  readonly outputs: number;
  readonly #width: number;
  readonly #inputs: number;
  readonly #w: Float64Array;
  readonly #v: Float64Array;
  readonly #b: Float64Array;
  readonly #u: Float64Array;
  readonly #c: Float64Array;
  readonly #threshold: Float64Array;
  readonly #activate: (z: Float64Array, threshold: Float64Array) => void;
  #h: Float64Array;

  /**
   * @param weights exported weights, in the column convention
   * @throws Error if some are missing
   */
  constructor({ activation, numbers }: Pick<LaneConfig, "activation" | "numbers">, weights: Weights) {
    const complex = numbers === "complex";
    const [w, v, b, u, c] = ["W", "V", "b", "U", "c"].map((name) => weightsOf(weights, name));
    const n = w.shape[0];
    this.#width = complex ? 2 * n : n;
    this.#inputs = v.shape[1];
    this.outputs = c.shape[0];
    this.#w = complex ? realForm(w, n) : real(w);
    // The rows of a complex V and b: the real parts of all units, then the imaginary ones.
    this.#v = complex ? Float64Array.from([...v.data, ...(v.imag ?? [])]) : real(v);
    this.#b = complex ? Float64Array.from([...b.data, ...(b.imag ?? [])]) : real(b);
    this.#u = real(u);
    this.#c = real(c);
    const { activate, hasThreshold } = SCAN_ACTIVATIONS[scanned(activation, complex)];
    this.#activate = activate;
    this.#threshold = hasThreshold ? real(weightsOf(weights, "threshold")) : new Float64Array(n);
    this.#h = new Float64Array(this.#width);
  }

  /** Resets the hidden state: h = 0. */
  reset(): void {
    this.#h = new Float64Array(this.#width);
  }

  /** Reads one class. @returns the output y, [o] */
  read(x: number): Float64Array {
    const [w, inputs] = [this.#width, this.#inputs];
    const z = new Float64Array(w);
    for (let i = 0; i < w; i++) {
      let sum = this.#b[i] + this.#v[i * inputs + x];
      for (let j = 0; j < w; j++) sum += this.#w[i * w + j] * this.#h[j];
      z[i] = sum;
    }
    this.#activate(z, this.#threshold);
    this.#h = z;
    return Float64Array.from(this.#c, (c, k) => {
      let sum = c;
      for (let j = 0; j < w; j++) sum += this.#u[k * w + j] * z[j];
      return sum;
    });
  }
}

/** [[R, −I], [I, R]] of R + iI. */
function realForm({ data, imag }: ArrayOf, n: number): Float64Array {
  const full = new Float64Array(4 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [re, im] = [data[i * n + j], imag?.[i * n + j] ?? 0];
      full[i * 2 * n + j] = re;
      full[i * 2 * n + j + n] = -im;
      full[(i + n) * 2 * n + j] = im;
      full[(i + n) * 2 * n + j + n] = re;
    }
  }
  return full;
}
