import { ACTIVATION_IDS, type ScanActivation, scanned } from "../../src/kernels/activations";
import { parameterCount, width } from "../../src/kernels/cell-size";
import { realForm } from "../../src/math/complex";
import { random } from "../../src/math/random";
import type { Inputs, Network } from "../../src/sequence/network";

/** Every activation with real and with complex units, as far as it is made for them. */
export const KINDS: readonly Kind[] = [
  ...ACTIVATION_IDS.map((id) => ({ activation: scanned(id, false), complex: false })),
  ...ACTIVATION_IDS.map((id) => ({ activation: scanned(id, true), complex: true })),
];

export interface Kind {
  readonly activation: ScanActivation;
  readonly complex: boolean;
  readonly n?: number;
  readonly d?: number;
  readonly o?: number;
  /** The largest modulus of an entry of W, or of its real and imaginary part. */
  readonly largest?: number;
}

/** A random network. */
export function networkOf({ activation, complex, n = 4, d = 3, o = 2, largest = 0.5 }: Kind): Network {
  const size = { inputs: d, units: n, outputs: o, complex };
  const stream = random(1, `sequence ${activation} ${complex} ${n} ${d} ${o}`);
  const square = () => ({
    n,
    values: Float64Array.from({ length: n * n }, () => stream.uniform(-largest, largest)),
  });
  const w = complex ? realForm({ re: square(), im: square() }) : square();
  return {
    size,
    activation,
    w: Float32Array.from(w.values),
    parameters: Float32Array.from({ length: parameterCount(size) }, () => stream.uniform(-0.6, 0.6)),
  };
}

/** T random classes, or vectors [T, d] of real numbers. */
export function inputsOf({ size: { inputs: d } }: Network, steps: number, real: boolean): Inputs {
  const stream = random(2, `inputs ${d}`);
  return real
    ? Float32Array.from({ length: steps * d }, () => stream.uniform(-1, 1))
    : Int32Array.from({ length: steps }, () => stream.below(d));
}

/** The inputs as vectors; a class as the one-hot vector. */
export function vectorsOf({ size: { inputs: d } }: Network, inputs: Inputs): number[][] {
  const steps = inputs instanceof Int32Array ? inputs.length : inputs.length / d;
  return Array.from({ length: steps }, (_, t) =>
    Array.from({ length: d }, (_, j) =>
      inputs instanceof Int32Array ? Number(inputs[t] === j) : inputs[t * d + j],
    ),
  );
}

/** The states as rows, [T+1][w]. */
export const rowsOf = ({ size }: Network, states: Float64Array): number[][] =>
  Array.from({ length: states.length / width(size) }, (_, t) =>
    Array.from(states.slice(t * width(size), (t + 1) * width(size))),
  );
