import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { blockRows, kindOf, stateWidth, width } from "../kernels/cell-size";
import { addProduct } from "./arithmetic";
import { type Inputs, type Network, Recurrence } from "./network";

/** A time step of a network: the state before it, [s], and its input, a class or a vector [d]. */
export interface TimeStep {
  readonly state: ArrayLike<number>;
  readonly x: number | ArrayLike<number>;
}

/** Time step t of a sequence, from 1. @param states state_0 … state_T, [T+1, s] */
export function timeStep(
  { size }: Pick<Network, "size">,
  states: Float32Array | Float64Array,
  inputs: Inputs,
  t: number,
): TimeStep {
  const [s, d] = [stateWidth(size), size.inputs];
  const x = inputs instanceof Int32Array ? inputs[t - 1] : inputs.slice((t - 1) * d, t * d);
  return { state: states.slice((t - 1) * s, t * s), x };
}

/**
 * Returns the function that gives the one-step Jacobian ∂state_t/∂state_{t−1}, [s, s] row-major in float64: diag(σ′(z_t)) W
 * of the simple cell, and of a gated cell what its gates make of it; a state is h, or (h; c).
 */
export function stepJacobians(network: Network): (at: TimeStep) => Float64Array {
  const { size, activation } = network;
  const { gated } = kindOf(size);
  const [n, s, rows] = [width(size), stateWidth(size), blockRows(size)];
  const w = Float64Array.from(network.w);
  const recurrence = new Recurrence(network);
  const [gradient, delta, recurrentDelta] = [s, rows, rows].map((length) => new Float64Array(length));
  return ({ state: given, x }) => {
    const state = Float64Array.from(given);
    const { next, kept } = recurrence.step(state, typeof x === "number" ? x : Float64Array.from(x));
    const jacobian = new Float64Array(s * s);
    for (let i = 0; i < s; i++) {
      gradient.fill(0);
      gradient[i] = 1;
      const before = jacobian.subarray(i * s, (i + 1) * s);
      if (gated) gated.backward(n, { gradient, state, next, kept, delta, recurrentDelta, before });
      else {
        SCAN_ACTIVATIONS[activation].pullBack(gradient, next, recurrence.threshold);
        recurrentDelta.set(gradient);
      }
      addProduct(before.subarray(0, n), recurrentDelta, w);
    }
    return jacobian;
  };
}
