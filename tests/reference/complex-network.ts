import type { ArrayOf } from "../../src/training/portable";
import { activate } from "./network";

/**
 * The loss of a complex network in float64, written out from the definitions and sharing no code with the lab:
 * h_t = σ(W h_{t−1} + V x_t + b) with complex W, V, b, h; y_t = U[Re h_t; Im h_t] + c. Cross-entropy in nats, or the
 * squared distance, not halved.
 */
export interface ComplexSequences {
  readonly steps: number;
  readonly size: number;
  /** [T·batch] classes */
  readonly inputs: ArrayLike<number>;
  /** [T·batch] classes, or [T·batch·o] real numbers in a Float32Array for the squared error */
  readonly targets: ArrayLike<number>;
  readonly stepWeights: ArrayLike<number>;
}

type Weights = Readonly<Record<string, ArrayOf>>;

export function complexLoss(weights: Weights, activation: string, batch: ComplexSequences): number {
  const { W, V, b, U, c, threshold } = weights;
  const n = W.shape[0];
  const [d, o] = [V.shape[1], c.shape[0]];
  const re = (array: ArrayOf, at: number) => array.data[at];
  const im = (array: ArrayOf, at: number) => (array.imag as ArrayLike<number>)[at];
  let [loss, total] = [0, 0];
  for (let t = 0; t < batch.steps; t++) total += batch.stepWeights[t];
  for (let k = 0; k < batch.size; k++) {
    let h: [number, number][] = Array.from({ length: n }, () => [0, 0]);
    for (let t = 0; t < batch.steps; t++) {
      const x = batch.inputs[t * batch.size + k];
      h = h.map((_, i) => {
        let [zr, zi] = [re(b, i) + re(V, i * d + x), im(b, i) + im(V, i * d + x)];
        for (const [j, [hr, hi]] of h.entries()) {
          const [wr, wi] = [re(W, i * n + j), im(W, i * n + j)];
          zr += wr * hr - wi * hi;
          zi += wr * hi + wi * hr;
        }
        if (activation !== "modrelu") return [activate(activation, zr, 0), activate(activation, zi, 0)];
        const modulus = Math.hypot(zr, zi);
        const factor = Math.max(modulus + re(threshold, i), 0) / modulus;
        return [zr * factor, zi * factor];
      });
      const y = Array.from({ length: o }, (_, q) =>
        h.reduce(
          (sum, [hr, hi], i) => sum + re(U, q * 2 * n + i) * hr + re(U, q * 2 * n + n + i) * hi,
          re(c, q),
        ),
      );
      const row = t * batch.size + k;
      const share = batch.stepWeights[t] / (batch.size * total);
      if (batch.targets instanceof Float32Array) {
        const wanted = batch.targets.subarray(row * o, (row + 1) * o);
        loss += share * y.reduce((sum, value, q) => sum + (value - wanted[q]) ** 2, 0);
        continue;
      }
      const partition = y.reduce((sum, value) => sum + Math.exp(value), 0);
      loss += share * (Math.log(partition) - y[batch.targets[row]]);
    }
  }
  return loss;
}

/** ∂loss/∂(one number of one weight) by central differences. */
export function derivative(
  weights: Weights,
  activation: string,
  batch: ComplexSequences,
  name: string,
  part: "data" | "imag",
  at: number,
): number {
  const moved = (by: number) => {
    const values = Float64Array.from(weights[name][part] as ArrayLike<number>);
    values[at] += by;
    return complexLoss({ ...weights, [name]: { ...weights[name], [part]: values } }, activation, batch);
  };
  const step = 1e-6;
  return (moved(step) - moved(-step)) / (2 * step);
}
