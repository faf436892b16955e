import { log } from "../math/elementary";
import type { Random } from "../math/random";
import { counted, letters } from "./symbols";
import type { ClassBatch, TaskMaker } from "./task";

/** A sequence has at most this many words. */
const MAX_WORDS = 4;

/**
 * Copying with reset: copying memory in which what was read before must be forgotten. A word is a reset and S symbols out
 * of K. Of 1 to M words, their number and their places uniform among the possible ones, the first L time steps consist,
 * and otherwise of blanks; M is 4, or the number of words for which there is space. A marker and S blanks follow; the
 * network must output L + 1 blanks and then the S symbols of the last word. Input classes: symbols 0 … K − 1, blank K,
 * reset K + 1, marker K + 2. Output classes: the symbols and the blank.
 *
 * Loss, accuracy and the best prediction without memory are those of copying memory, with T = L + 1 + S.
 */
export const forget: TaskMaker<ClassBatch> = {
  label: "Copying with reset",
  files: [],
  head: "softmax",
  isText: false,
  drawnAs: "symbols",
  reads: ["length", "recall", "alphabet"],
  shape: ({ length, recall, alphabet }) => ({ steps: length + 1 + recall, outputs: alphabet + 1 }),
  python: {
    needs: ["forget", "cross_entropy"],
    imports: [],
    settings: ({ length, recall, alphabet }) => ({
      LENGTH: length,
      RECALL: recall,
      ALPHABET: alphabet,
      WORDS: maxWords(length, recall),
    }),
  },
  make(config) {
    const { length, recall, alphabet } = config;
    const { steps, outputs } = forget.shape(config);
    const most = maxWords(length, recall);
    if (most === 0) {
      throw new Error(
        `Copying with reset needs space for a reset and ${counted(recall, "symbol")}, so its length must be at least ${recall + 1}; it is ${length}.`,
      );
    }
    const [blank, reset, marker] = [alphabet, alphabet + 1, alphabet + 2];
    const stepWeights = new Float32Array(steps).fill(1);
    const scored = new Uint8Array(steps).fill(1, steps - recall);

    function batch(random: Random, size: number): ClassBatch {
      const inputs = new Int32Array(steps * size).fill(blank);
      const targets = new Int32Array(steps * size).fill(blank);
      for (let k = 0; k < size; k++) {
        const words = 1 + random.below(most);
        // Every sequence takes equally many random numbers, those of words that it does not have too.
        const numbers = Array.from({ length: most }, random.next);
        const symbols = Array.from({ length: most * recall }, () => random.below(alphabet));
        // A word in one piece, and each blank: among these the words have their places.
        const places = subset(numbers.slice(0, words), length - words * recall);
        for (const [word, place] of places.entries()) {
          const start = place + word * recall;
          inputs[start * size + k] = reset;
          for (let s = 0; s < recall; s++) inputs[(start + 1 + s) * size + k] = symbols[word * recall + s];
        }
        inputs[length * size + k] = marker;
        for (let s = 0; s < recall; s++)
          targets[(length + 1 + s) * size + k] = symbols[(words - 1) * recall + s];
      }
      return { size, steps, inputs, targets, stepWeights, scored };
    }

    const after = most === 1 ? "the reset" : `the last of 1 to ${most} resets`;
    return {
      label: forget.label,
      description: `Recall ${counted(recall, "symbol")} out of ${alphabet} that followed ${after} in ${counted(length, "time step")}.`,
      inputs: alphabet + 3,
      outputs,
      head: forget.head,
      steps,
      baseline: {
        loss: (recall * log(alphabet)) / steps,
        accuracy: 1 / alphabet,
        name: "best possible without memory",
      },
      batch,
      heldOut: batch,
      symbols: [...letters(alphabet), "blank", "reset", "marker"],
    };
  },
};

/** The largest number of words of a sequence, 0 if there is no space for one. */
function maxWords(length: number, recall: number): number {
  return Math.min(MAX_WORDS, Math.floor(length / (recall + 1)));
}

/**
 * As many of the numbers 0 … n − 1 as there are `numbers`, in ascending order, each such set with the same probability
 * (R. Floyd, in Bentley 1987, *A sample of brilliance*).
 * @param numbers uniform in [0, 1), at most n of them
 */
function subset(numbers: readonly number[], n: number): number[] {
  const chosen: number[] = [];
  for (const [i, number] of numbers.entries()) {
    const last = n - numbers.length + i;
    const drawn = Math.floor(number * (last + 1));
    chosen.push(chosen.includes(drawn) ? last : drawn);
  }
  return chosen.sort((one, other) => one - other);
}
