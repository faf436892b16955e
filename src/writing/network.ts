import type { LaneConfig } from "../config/schema";
import { width } from "../kernels/cell-size";
import { networkOf, type Weights } from "../sequence/from-weights";
import { Recurrence } from "../sequence/network";

/**
 * A network that reads one class at a time, in float64: h ← σ(W h + V e_x + b), y = U h + c. A complex h is stored as
 * [Re h; Im h].
 */
export class TextNetwork {
  /** The size o of an output, which for text is the number of classes. */
  readonly outputs: number;
  readonly #width: number;
  readonly #recurrence: Recurrence;
  #h: Float64Array;

  /**
   * @param weights exported weights, in the column convention
   * @throws Error if some are missing
   */
  constructor(config: Pick<LaneConfig, "activation" | "numbers">, weights: Weights) {
    const network = networkOf(config, weights);
    this.outputs = network.size.outputs;
    this.#width = width(network.size);
    this.#recurrence = new Recurrence(network);
    this.#h = new Float64Array(this.#width);
  }

  /** Resets the hidden state: h = 0. */
  reset(): void {
    this.#h = new Float64Array(this.#width);
  }

  /** Reads one class. @returns the output y, [o] */
  read(x: number): Float64Array {
    this.#h = this.#recurrence.next(this.#h, x);
    return this.#recurrence.output(this.#h);
  }
}
