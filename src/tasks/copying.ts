import { log } from "../math/elementary";
import type { Random } from "../math/random";
import { counted, letters } from "./symbols";
import type { ClassBatch, TaskMaker } from "./task";

/**
 * Copying memory (Arjovsky, Shah, Bengio 2016, section 5.1): the input is S symbols out of K, T − 1 blanks, a marker
 * and S blanks; the network must output T + S blanks and then the S symbols. Input classes: symbols 0 … K − 1, blank K,
 * marker K + 1. Output classes: the symbols and the blank.
 *
 * The best prediction without memory is blanks, and then each symbol with probability 1/K, with a loss of
 * S·ln K / (T + 2S) nats per time step. Accuracy counts only the S recalled symbols: over all time steps even this
 * predictor would look good.
 */
export const copying: TaskMaker<ClassBatch> = {
  label: "Copying memory",
  files: [],
  head: "softmax",
  isText: false,
  drawnAs: "symbols",
  reads: ["length", "recall", "alphabet"],
  shape: ({ length, recall, alphabet }) => ({ steps: length + 2 * recall, outputs: alphabet + 1 }),
  python: {
    needs: ["copying", "cross_entropy"],
    imports: [],
    settings: ({ length, recall, alphabet }) => ({ LENGTH: length, RECALL: recall, ALPHABET: alphabet }),
  },
  make(config) {
    const { length, recall, alphabet } = config;
    const { steps, outputs } = copying.shape(config);
    const blank = alphabet;
    const marker = alphabet + 1;
    const stepWeights = new Float32Array(steps).fill(1);
    const scored = new Uint8Array(steps).fill(1, steps - recall);

    function batch(random: Random, size: number): ClassBatch {
      const inputs = new Int32Array(steps * size).fill(blank);
      const targets = new Int32Array(steps * size).fill(blank);
      for (let k = 0; k < size; k++) {
        for (let s = 0; s < recall; s++) {
          const symbol = random.below(alphabet);
          inputs[s * size + k] = symbol;
          targets[(length + recall + s) * size + k] = symbol;
        }
        inputs[(recall + length - 1) * size + k] = marker;
      }
      return { size, steps, inputs, targets, stepWeights, scored };
    }

    return {
      label: copying.label,
      description: `Recall ${counted(recall, "symbol")} out of ${alphabet} after ${counted(length, "blank")}.`,
      inputs: alphabet + 2,
      outputs,
      head: copying.head,
      steps,
      baseline: {
        loss: (recall * log(alphabet)) / steps,
        accuracy: 1 / alphabet,
        name: "best possible without memory",
      },
      batch,
      heldOut: batch,
      symbols: [...letters(alphabet), "blank", "marker"],
    };
  },
};
