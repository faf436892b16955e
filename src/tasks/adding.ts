import type { Random } from "../math/random";
import { type Batch, RIGHT_WITHIN, type TaskMaker } from "./task";

/**
 * Adding (Hochreiter, Schmidhuber 1997, in the form of Arjovsky, Shah, Bengio 2016, section 5.2): at each of T time
 * steps the network reads a number u ~ U(0, 1) and a mark, which is 1 once in the first half of the sequence and once
 * in the second, else 0. After the last one it must output the sum of the two marked numbers.
 *
 * The sum has mean 1 and variance 2/12, so always answering 1 has the squared error 1/6. Its density is 1 − |s − 1|, so
 * 1 is within r of the sum with probability 2r − r².
 */
export const adding: TaskMaker<Batch<Float32Array, Float32Array>> = {
  label: "Adding",
  files: [],
  head: "squared error",
  isText: false,
  drawnAs: "sum",
  reads: ["length"],
  shape: ({ length }) => ({ steps: length, outputs: 1 }),
  python: {
    needs: ["adding", "squared_error"],
    imports: [],
    settings: ({ length }) => ({ LENGTH: length }),
  },
  make(config) {
    const { steps: length, outputs } = adding.shape(config);
    if (length < 2) {
      throw new Error(
        `Adding needs a number marked in each half of the sequence, so its length must be at least 2; it is ${length}.`,
      );
    }
    const half = Math.floor(length / 2);
    const stepWeights = new Float32Array(length).fill(1, length - 1);
    const scored = new Uint8Array(length).fill(1, length - 1);

    function batch(random: Random, size: number): Batch<Float32Array, Float32Array> {
      const inputs = new Float32Array(length * size * 2);
      const targets = new Float32Array(length * size);
      for (let k = 0; k < size; k++) {
        const at = (t: number) => 2 * (t * size + k);
        for (let t = 0; t < length; t++) inputs[at(t)] = random.next();
        const marked = [random.below(half), half + random.below(length - half)];
        for (const t of marked) {
          inputs[at(t) + 1] = 1;
          targets[(length - 1) * size + k] += inputs[at(t)];
        }
      }
      return { size, steps: length, inputs, targets, stepWeights, scored };
    }

    return {
      label: adding.label,
      description: `Read ${length} numbers between 0 and 1, two of them marked, and give the sum of those two.`,
      inputs: 2,
      outputs,
      head: adding.head,
      steps: length,
      baseline: { loss: 1 / 6, accuracy: RIGHT_WITHIN * (2 - RIGHT_WITHIN), name: "always answering 1" },
      batch,
      heldOut: batch,
      symbols: [],
    };
  },
};
