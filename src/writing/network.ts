import type { LaneConfig } from "../config/schema";
import { networkOf, type Weights } from "../sequence/from-weights";
import { Recurrence } from "../sequence/network";

/** A network that reads one class at a time, in float64; see {@link Recurrence}. */
export class TextNetwork {
  /** The size o of an output, which for text is the number of classes. */
  readonly outputs: number;
  readonly #recurrence: Recurrence;
  #state: Float64Array;

  /**
   * @param weights exported weights, in the column convention
   * @throws Error if some are missing
   */
  constructor(config: Pick<LaneConfig, "activation" | "numbers" | "cell">, weights: Weights) {
    const network = networkOf(config, weights);
    this.outputs = network.size.outputs;
    this.#recurrence = new Recurrence(network);
    this.#state = this.#recurrence.start;
  }

  /** Resets the state to 0. */
  reset(): void {
    this.#state = this.#recurrence.start;
  }

  /** Reads one class. @returns the output y, [o] */
  read(x: number): Float64Array {
    this.#state = this.#recurrence.step(this.#state, x).next;
    return this.#recurrence.output(this.#state);
  }
}
