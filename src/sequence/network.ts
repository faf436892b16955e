import { SCAN_ACTIVATIONS, type ScanActivation } from "../kernels/activations";
import { type CellSize, type ParameterName, places, width } from "../kernels/cell-size";
import { addProduct, transposed } from "./arithmetic";

/** A network with all its weights, as plain arrays. */
export interface Network {
  /** d inputs, n units, o outputs; real or complex. */
  readonly size: CellSize;
  readonly activation: ScanActivation;
  /** W, [w, w] row-major, with w = `width(size)`; a complex W in its real form. */
  readonly w: Float32Array;
  /** All other parameters, flat; see `places` in kernels/cell-size.ts. */
  readonly parameters: Float32Array;
}

/** The inputs of one sequence: classes [T], or real vectors [T, d]. */
export type Inputs = Int32Array | Float32Array;

/** What a network does with one sequence. */
export interface Pass {
  /** h_0 … h_T, [T+1, w] row-major. */
  readonly states: Float64Array;
  /** y_1 … y_T, before the softmax, [T, o] row-major. */
  readonly outputs: Float64Array;
}

/** One parameter of a network in float64; shapes as in kernels/cell-size.ts. */
export function parameter({ size, parameters }: Network, name: ParameterName): Float64Array {
  const { start, end } = places(size)[name];
  return Float64Array.from(parameters.subarray(start, end));
}

/** The recurrence h_t = σ(W h_{t−1} + V x_t + b), y_t = U h_t + c in float64. A complex h is [Re h; Im h]. */
export class Recurrence {
  readonly #wt: Float64Array;
  readonly #vt: Float64Array;
  readonly #b: Float64Array;
  readonly #ut: Float64Array;
  readonly #c: Float64Array;
  readonly #threshold: Float64Array;
  readonly #activation: ScanActivation;

  constructor(network: Network) {
    const w = width(network.size);
    this.#wt = transposed(network.w, w, w);
    this.#vt = parameter(network, "Vt");
    this.#b = parameter(network, "b");
    this.#ut = parameter(network, "Ut");
    this.#c = parameter(network, "c");
    this.#threshold = parameter(network, "threshold");
    this.#activation = network.activation;
  }

  /**
   * One time step.
   * @param h h_{t−1}, [w]
   * @param x x_t: a class, whose vector is one-hot, or a vector [d]
   * @returns h_t, [w]
   */
  next(h: Float64Array, x: number | Float64Array): Float64Array {
    const w = this.#b.length;
    const z = this.#b.slice();
    if (typeof x === "number") {
      for (let i = 0; i < w; i++) z[i] += this.#vt[x * w + i];
    } else addProduct(z, x, this.#vt);
    addProduct(z, h, this.#wt);
    SCAN_ACTIVATIONS[this.#activation].activate(z, this.#threshold);
    return z;
  }

  /** y_t, [o], of h_t, [w]. */
  output(h: Float64Array): Float64Array {
    const y = this.#c.slice();
    addProduct(y, h, this.#ut);
    return y;
  }
}

/** All states and outputs of one sequence, from h_0 = 0. */
export function forward(network: Network, inputs: Inputs): Pass {
  const { inputs: d, outputs: o } = network.size;
  const w = width(network.size);
  const steps = inputs instanceof Int32Array ? inputs.length : inputs.length / d;
  const states = new Float64Array((steps + 1) * w);
  const outputs = new Float64Array(steps * o);
  const recurrence = new Recurrence(network);
  let h: Float64Array = new Float64Array(w);
  for (let t = 0; t < steps; t++) {
    const x =
      inputs instanceof Int32Array ? inputs[t] : Float64Array.from(inputs.subarray(t * d, (t + 1) * d));
    h = recurrence.next(h, x);
    states.set(h, (t + 1) * w);
    outputs.set(recurrence.output(h), t * o);
  }
  return { states, outputs };
}
