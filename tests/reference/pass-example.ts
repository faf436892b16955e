import { blockRows, type CellSize, parameterCount, places, stateWidth } from "../../src/kernels/cell-size";
import type { CellId } from "../../src/kernels/cells";
import type { Pass, PassArrays } from "../../src/kernels/pass";
import { type PassAttributes, resultShapes, type ScanActivation } from "../../src/kernels/rnn-pass";
import { random } from "../../src/math/random";

export const PAIRS: ScanActivation = "modrelu-complex";

export interface PassSize {
  /** Real numbers per state. */
  readonly n: number;
  readonly batch: number;
  readonly steps: number;
  readonly classes?: boolean;
  /** The simple cell by default. */
  readonly cell?: CellId;
}

export type PassExample = { readonly attributes: PassAttributes; readonly arrays: PassArrays };

/** A random network and batch. W is slightly contractive, so that rounding is not amplified from step to step. */
export function drawPass(activation: ScanActivation, of: PassSize): PassExample {
  const { n, batch, steps, classes = true, cell = "simple" } = of;
  const complex = activation === PAIRS;
  const size: CellSize = { inputs: 10, units: complex ? n / 2 : n, outputs: 9, complex, cell };
  const first = Math.floor(steps / 3);
  const rows = (steps - first) * batch;
  const stream = random(n * batch * steps, `pass ${activation}`);
  const values = (length: number, bound: number) =>
    Float32Array.from({ length }, () => stream.uniform(-bound, bound));
  const indices = (length: number, count: number) => Int32Array.from({ length }, () => stream.below(count));
  const parameters = values(parameterCount(size), 1);
  const { start, end } = places(size).threshold;
  // The slope across a pair is 1 + m/|z|, which amplifies rounding if |z| is small compared with m.
  parameters.set(values(end - start, complex ? 1e-4 : 0.1), start);
  return {
    attributes: { activation, size, steps, batch, first, want: "trace" },
    arrays: {
      w: values(blockRows(size) * n, 0.7 * Math.sqrt(3 / n)),
      h0: values(batch * stateWidth(size), 1),
      parameters,
      inputs: classes ? indices(steps * batch, 10) : values(steps * batch * 10, 0.3),
      targets: classes ? indices(rows, 9) : values(rows * 9, 1),
      // All of one sign, because the rounding of a cancelling sum is not an error of the kernel.
      weights: values(rows, 1 / rows).map(Math.abs),
      accuracyWeights: values(rows, 1 / rows).map(Math.abs),
    },
  };
}

export function runPass<Results extends Float32Array | Float64Array>(
  pass: Pass<Results>,
  { attributes, arrays }: PassExample,
  numbers: new (length: number) => Results,
): Results[] {
  const results = resultShapes(attributes, arrays.parameters.length).map(
    (shape) => new numbers(shape.reduce((product, length) => product * length, 1)),
  );
  pass(attributes, arrays, results);
  return results;
}

/** The arrays that are compared as a whole, since a single weight's gradient may be the result of cancellation. */
const RESULTS = { metrics: [0], "gradient of all weights": [1, 2], h: [3], G: [4] };

/** For each result, the largest difference divided by the largest wanted value; NaN if any is NaN. */
export function passErrors(
  found: readonly ArrayLike<number>[],
  wanted: readonly ArrayLike<number>[],
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(RESULTS).map(([name, parts]) => {
      const [got, right] = [found, wanted].map((all) => parts.flatMap((i) => Array.from(all[i])));
      return [name, relativeError(got, right)];
    }),
  );
}

export function relativeError(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let [largest, worst] = [Number.MIN_VALUE, 0];
  for (let i = 0; i < wanted.length; i++) {
    largest = Math.max(largest, Math.abs(wanted[i]));
    worst = Math.max(worst, Math.abs(found[i] - wanted[i]));
  }
  return worst / largest;
}
