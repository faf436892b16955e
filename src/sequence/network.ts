import { SCAN_ACTIVATIONS, type ScanActivation } from "../kernels/activations";
import {
  blockRows,
  type CellSize,
  kindOf,
  type ParameterName,
  places,
  stateWidth,
  width,
} from "../kernels/cell-size";
import { addProduct, transposed } from "./arithmetic";

/** A network with all its weights, as plain arrays. */
export interface Network {
  /** d inputs, n units, o outputs; real or complex. */
  readonly size: CellSize;
  readonly activation: ScanActivation;
  /** W, [k·w, w] row-major, with w = `width(size)` and k blocks of the cell; a complex W in its real form. */
  readonly w: Float32Array;
  /** All other parameters, flat; see `places` in kernels/cell-size.ts. */
  readonly parameters: Float32Array;
}

/** The inputs of one sequence: classes [T], or real vectors [T, d]. */
export type Inputs = Int32Array | Float32Array;

/** What a network does with one sequence. */
export interface Pass {
  /** state_0 … state_T, [T+1, s] row-major: h, followed by c if the cell has it. */
  readonly states: Float64Array;
  /** What a gated cell keeps of each time step, its gates first, [T, keeps·n] row-major; else empty. */
  readonly kept: Float64Array;
  /** y_1 … y_T, before the softmax, [T, o] row-major. */
  readonly outputs: Float64Array;
}

/** One time step of a cell. */
export interface Step {
  /** state_t, [s] */
  readonly next: Float64Array;
  /** What a gated cell keeps, [keeps·n]; else empty. */
  readonly kept: Float64Array;
}

/** One parameter of a network in float64; shapes as in kernels/cell-size.ts. */
export function parameter({ size, parameters }: Network, name: ParameterName): Float64Array {
  const { start, end } = places(size)[name];
  return Float64Array.from(parameters.subarray(start, end));
}

/**
 * The recurrence in float64: h_t = σ(W h_{t−1} + V x_t + b) of the simple cell, or a gated cell’s, and y_t = U h_t + c. A
 * complex h is [Re h; Im h].
 */
export class Recurrence {
  readonly #size: CellSize;
  readonly #wt: Float64Array;
  readonly #vt: Float64Array;
  readonly #b: Float64Array;
  readonly #ut: Float64Array;
  readonly #c: Float64Array;
  readonly #inner: Float64Array;
  readonly threshold: Float64Array;
  readonly #activation: ScanActivation;

  constructor(network: Network) {
    this.#size = network.size;
    this.#wt = transposed(network.w, blockRows(network.size), width(network.size));
    this.#vt = parameter(network, "Vt");
    this.#b = parameter(network, "b");
    this.#ut = parameter(network, "Ut");
    this.#c = parameter(network, "c");
    this.#inner = parameter(network, "bm");
    this.threshold = parameter(network, "threshold");
    this.#activation = network.activation;
  }

  /** state_0 = 0, [s] */
  get start(): Float64Array {
    return new Float64Array(stateWidth(this.#size));
  }

  /**
   * One time step.
   * @param state state_{t−1}, [s]
   * @param x x_t: a class, whose vector is one-hot, or a vector [d]
   */
  step(state: Float64Array, x: number | Float64Array): Step {
    const n = width(this.#size);
    const { gated, innerBias } = kindOf(this.#size);
    const h = state.subarray(0, n);
    const z = this.#b.slice();
    if (typeof x === "number") {
      for (let i = 0; i < z.length; i++) z[i] += this.#vt[x * z.length + i];
    } else addProduct(z, x, this.#vt);
    if (!gated) {
      addProduct(z, h, this.#wt);
      SCAN_ACTIVATIONS[this.#activation].activate(z, this.threshold);
      return { next: z, kept: new Float64Array(0) };
    }
    const recurrent = new Float64Array(z.length);
    if (innerBias !== null) recurrent.set(this.#inner, innerBias * n);
    addProduct(recurrent, h, this.#wt);
    const [next, kept] = [this.start, new Float64Array(gated.keeps * n)];
    gated.forward(n, { input: z, recurrent, state, next, kept });
    return { next, kept };
  }

  /** y_t, [o], of state_t, [s]. */
  output(state: Float64Array): Float64Array {
    const y = this.#c.slice();
    addProduct(y, state.subarray(0, width(this.#size)), this.#ut);
    return y;
  }
}

/** All states and outputs of one sequence, from state_0 = 0. */
export function forward(network: Network, inputs: Inputs): Pass {
  const { inputs: d, outputs: o } = network.size;
  const s = stateWidth(network.size);
  const steps = inputs instanceof Int32Array ? inputs.length : inputs.length / d;
  const states = new Float64Array((steps + 1) * s);
  const outputs = new Float64Array(steps * o);
  const keeps = (kindOf(network.size).gated?.keeps ?? 0) * width(network.size);
  const kept = new Float64Array(steps * keeps);
  const recurrence = new Recurrence(network);
  let state = recurrence.start;
  for (let t = 0; t < steps; t++) {
    const x =
      inputs instanceof Int32Array ? inputs[t] : Float64Array.from(inputs.subarray(t * d, (t + 1) * d));
    const step = recurrence.step(state, x);
    state = step.next;
    states.set(state, (t + 1) * s);
    kept.set(step.kept, t * keeps);
    outputs.set(recurrence.output(state), t * o);
  }
  return { states, kept, outputs };
}
