import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { kindOf, stateWidth, width } from "../kernels/cell-size";
import { type Network, Recurrence } from "./network";

/**
 * The one-step Jacobian ∂state_t/∂state_{t−1}, [s, s] row-major in float64: diag(σ′(z_t)) W of the simple cell, and of gated
 * cells what their gates make of it; a state is h, or (h; c).
 * @param state state_{t−1}, [s]
 * @param x x_t: a class, or a vector [d]
 */
export function stepJacobian(network: Network, state: Float64Array, x: number | Float64Array): Float64Array {
  const { size } = network;
  const [n, s] = [width(size), stateWidth(size)];
  const kind = kindOf(size);
  const jacobian = new Float64Array(s * s);
  const recurrence = new Recurrence(network);
  const { next, kept } = recurrence.step(state, x);
  const blocks = kind.blocks.length;
  const back = {
    gradient: new Float64Array(s),
    delta: new Float64Array(blocks * n),
    recurrentDelta: new Float64Array(blocks * n),
    before: new Float64Array(s),
  };
  for (let i = 0; i < s; i++) {
    back.gradient.fill(0);
    back.gradient[i] = 1;
    if (kind.gated) kind.gated.backward(n, { ...back, state, next, kept });
    else {
      SCAN_ACTIVATIONS[network.activation].pullBack(back.gradient, next, recurrence.threshold);
      back.recurrentDelta.set(back.gradient);
    }
    for (let j = 0; j < n; j++)
      for (let row = 0; row < blocks * n; row++)
        back.before[j] += network.w[row * n + j] * back.recurrentDelta[row];
    jacobian.set(back.before, i * s);
    back.before.fill(0);
  }
  return jacobian;
}
