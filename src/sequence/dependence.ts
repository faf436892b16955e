import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { blockRows, type CellSize, kindOf, stateWidth, width } from "../kernels/cell-size";
import { addProduct, norm, timesPowerOfTwo, transposed, triangular } from "./arithmetic";
import { type Network, type Pass, parameter } from "./network";
import { softmax } from "./softmax";

/**
 * How much the output y_s depends on what came before it. The outputs are those before the softmax; x_t is the vector
 * in R^d, one-hot if the input is a class; complex states count as 2n real numbers. Norms too small for a float64 are 0,
 * those too large Infinity; they are NaN only if weights or states are not finite.
 */
export interface Dependence {
  /** ‖∂y_s/∂x_t‖_F for t = 1 … T, [T]; 0 for t > s. */
  readonly onInputs: Float64Array;
  /** ‖∂y_s/∂state_t‖_F for t = 0 … T, [T+1]; 0 for t > s. The state is h, or (h; c). */
  readonly onStates: Float64Array;
}

/** What the way back needs of a pass. */
type PassStates = Pick<Pass, "states"> & Partial<Pick<Pass, "kept">>;

/**
 * ‖∂y_s/∂x_t‖_F and ‖∂y_s/∂h_t‖_F for all t, by one exact backward pass: ∂y_s/∂h_s = U,
 * ∂y_s/∂h_{t−1} = ∂y_s/∂h_t σ′(z_t) W, ∂y_s/∂x_t = ∂y_s/∂h_t σ′(z_t) V.
 * @param pass the states of the sequence, and what a gated cell kept
 * @param s from 1 to T
 * @throws RangeError if there is no such s
 */
export function dependence(network: Network, pass: PassStates, s: number): Dependence {
  const backward = new Backward(network, pass);
  if (!Number.isInteger(s) || s < 1 || s > backward.steps) {
    throw new RangeError(`There is no output ${s}: the sequence has outputs 1 to ${backward.steps}.`);
  }
  return backward.from(s);
}

/**
 * The {@link dependence} of the outputs {@link outputsEvery} in turn; the caller may stop or pause between any two.
 * @param every distance between the outputs
 */
export function* eachDependence(
  network: Network,
  pass: PassStates,
  every = 1,
): Generator<Dependence, void, void> {
  const backward = new Backward(network, pass);
  for (const s of outputsEvery(backward.steps, every)) yield backward.from(s);
}

/** Every k-th of the outputs 1 … T, ascending, so that T is among them. */
export const outputsEvery = (steps: number, every: number): number[] =>
  Array.from({ length: Math.ceil(steps / every) }, (_, i) => steps - every * i).reverse();

/**
 * ‖∂y_s/∂x_t‖_F of the outputs {@link outputsEvery} and all t, [S, T] row-major with a row per output and column t − 1;
 * 0 above the diagonal.
 * @param pass the states of the sequence, and what a gated cell kept
 * @param every distance between the outputs
 */
export function allDependences(network: Network, pass: PassStates, every = 1): Float64Array {
  const steps = pass.states.length / stateWidth(network.size) - 1;
  const all = new Float64Array(Math.ceil(steps / every) * steps);
  let row = 0;
  for (const { onInputs } of eachDependence(network, pass, every)) all.set(onInputs, row++ * steps);
  return all;
}

/** Products of two numbers that all dependences may take: about half a second. */
const MAX_PRODUCTS = 5e8;
/** Products that take as long as the rest of the work on a row of one gradient. */
const PRODUCTS_PER_ROW = 1000;
/** Fewer outputs than this are too coarse a map … */
const FEW_OUTPUTS = 10;
/** … so that this many products, about 10 seconds, are spent before there are fewer. */
const MAX_PRODUCTS_OF_FEW = 4e9;

/**
 * The smallest power of two with which, as the distance between outputs, {@link allDependences} takes about half a second
 * at most; about 10 seconds if there would be fewer than 10 outputs otherwise. The outputs of a larger one are among
 * those of a smaller one, and y_T is always left, however long it takes.
 */
export function affordableSpacing(size: CellSize, steps: number): number {
  const w = width(size);
  const perRow = w * (w + Math.min(size.inputs, w)) + PRODUCTS_PER_ROW;
  const products = ((steps * (steps + 1)) / 2) * Math.min(size.outputs, w) * perRow;
  let every = 1;
  while (every < steps) {
    const most = steps / (2 * every) < FEW_OUTPUTS ? MAX_PRODUCTS_OF_FEW : MAX_PRODUCTS;
    if (products / every <= most) break;
    every *= 2;
  }
  return every;
}

/**
 * ‖∂L_T/∂h_t‖ for t = 0 … T, [T+1], of the loss of the last time step of one sequence: the cross-entropy −ln softmax(y_T)
 * of a class, or ‖y_T − target‖².
 * @param target the class, or o real numbers
 */
export function lossGradients(
  network: Network,
  pass: Pass,
  target: number | ArrayLike<number>,
): Float64Array {
  const { outputs: o } = network.size;
  const w = width(network.size);
  const { outputs } = pass;
  const y = outputs.subarray(outputs.length - o);
  const toOutputs =
    typeof target === "number"
      ? softmax(y).map((p, k) => p - (k === target ? 1 : 0))
      : y.map((value, k) => 2 * (value - target[k]));
  const start = new Float64Array(stateWidth(network.size));
  addProduct(start.subarray(0, w), toOutputs, transposed(parameter(network, "Ut"), w, o));
  const backward = new Backward(network, pass);
  return backward.from(backward.steps, start).onStates;
}

/** Norms between which a gradient is propagated as it is; beyond them it is rescaled by a power of two. */
const [MIN_NORM, MAX_NORM] = [2 ** -200, 2 ** 200];
/** The largest power of two that one rescaling applies. */
const MAX_SHIFT = 1000;

/** Backward passes of one sequence, which share the prepared weights. */
class Backward {
  /** T */
  readonly steps: number;
  readonly #network: Network;
  readonly #threshold: Float64Array;
  readonly #w: Float64Array;
  /** V [k·w, d], or a matrix with as many columns as rows and the same V Vᵀ. */
  readonly #v: Float64Array;
  /** U [o, w], or a matrix with as many rows as columns and the same UᵀU, in rows of s numbers. */
  readonly #u: Float64Array;
  readonly #states: readonly Float64Array[];
  readonly #kept: readonly Float64Array[];

  constructor(network: Network, { states, kept }: PassStates) {
    const { size } = network;
    const { inputs: d, outputs: o } = size;
    const [w, s, rows] = [width(size), stateWidth(size), blockRows(size)];
    this.steps = states.length / s - 1;
    this.#network = network;
    this.#threshold = parameter(network, "threshold");
    this.#w = Float64Array.from(network.w);
    this.#v = transposed(triangular(parameter(network, "Vt"), d, rows), Math.min(d, rows), rows);
    this.#u = ofStates(triangular(transposed(parameter(network, "Ut"), w, o), o, w), w, s);
    this.#states = rowsOf(states, s);
    this.#kept = kept && kept.length > 0 ? rowsOf(kept, kept.length / this.steps) : [];
  }

  /** @param start ∂/∂state_s of what is differentiated, rows of s numbers; by default of y_s */
  from(s: number, start = this.#u): Dependence {
    const { size } = this.#network;
    const [rows, across] = [blockRows(size), stateWidth(size)];
    const onInputs = new Float64Array(this.steps);
    const onStates = new Float64Array(this.steps + 1);
    // The derivative is 2^exponent · gradient.
    let exponent = 0;
    let gradient: Float64Array = start.slice();
    let next: Float64Array = new Float64Array(gradient.length);
    const count = gradient.length / across;
    const toInputs = new Float64Array(count * (this.#v.length / rows));
    const deltas = new Float64Array(kindOf(size).gated ? count * rows : 0);
    for (let t = s; t >= 0; t--) {
      const length = norm(gradient);
      onStates[t] = timesPowerOfTwo(length, exponent);
      if (t === 0 || length === 0) break;
      if (length < MIN_NORM || length > MAX_NORM) exponent -= rescale(gradient, length);
      const delta = this.#stepBack(t, gradient, next, deltas);
      onInputs[t - 1] = timesPowerOfTwo(norm(product(rowsOf(delta, rows), this.#v, toInputs)), exponent);
      [gradient, next] = [next, gradient];
    }
    return { onInputs, onStates };
  }

  /**
   * Writes the derivative by state_{t−1}, rows of s numbers, from that by state_t.
   * @param deltas room for a gated cell’s δ
   * @returns the derivative by V x_t + b, rows of k·w numbers
   */
  #stepBack(t: number, gradient: Float64Array, before: Float64Array, deltas: Float64Array): Float64Array {
    const { size, activation } = this.#network;
    const { gated } = kindOf(size);
    const [n, s] = [width(size), stateWidth(size)];
    if (!gated) {
      for (const row of rowsOf(gradient, n))
        SCAN_ACTIVATIONS[activation].pullBack(row, this.#states[t], this.#threshold);
      product(rowsOf(gradient, n), this.#w, before);
      return gradient;
    }
    const recurrentDelta = new Float64Array(blockRows(size));
    const [state, next, kept] = [this.#states[t - 1], this.#states[t], this.#kept[t - 1]];
    const [backwards, delta] = [rowsOf(before, s), rowsOf(deltas, blockRows(size))];
    for (const [i, row] of rowsOf(gradient, s).entries()) {
      const at = { gradient: row, state, next, kept, delta: delta[i], recurrentDelta, before: backwards[i] };
      gated.backward(n, at);
      addProduct(backwards[i].subarray(0, n), recurrentDelta, this.#w);
    }
    return deltas;
  }
}

/** Rows of w numbers as rows of s, with zeros after them. */
function ofStates(rows: Float64Array, w: number, s: number): Float64Array {
  if (s === w) return rows;
  const out = new Float64Array((rows.length / w) * s);
  for (const [i, row] of rowsOf(rows, w).entries()) out.set(row, i * s);
  return out;
}

const rowsOf = (values: Float64Array, columns: number): Float64Array[] =>
  Array.from({ length: values.length / columns }, (_, i) => values.subarray(i * columns, (i + 1) * columns));

/** A·M. @param out becomes the product, and is returned */
function product(a: readonly Float64Array[], matrix: Float64Array, out: Float64Array): Float64Array {
  out.fill(0);
  const columns = out.length / a.length;
  for (const [i, row] of a.entries()) addProduct(out.subarray(i * columns, (i + 1) * columns), row, matrix);
  return out;
}

/** Multiplies by the power of two that takes a norm near 1. @returns its exponent */
function rescale(values: Float64Array, size: number): number {
  const shift = Math.max(-MAX_SHIFT, Math.min(MAX_SHIFT, -Math.round(Math.log2(size))));
  const factor = 2 ** shift;
  for (let i = 0; i < values.length; i++) values[i] *= factor;
  return shift;
}
