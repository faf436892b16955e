import { FIRST_MOMENTS, spacingOf } from "./full-moments";
import { bytesOf, freeState, type NetworkState } from "./network-state";

/** The memory that one lane's states may take, in bytes. */
const MAX_BYTES = 32e6;
/** The largest number of states, about the columns of a chart, and the number that is always allowed. */
const [MAX_STATES, MIN_STATES] = [256, 2 * FIRST_MOMENTS];

/**
 * The states of a run at full speed that are to be measured when there is time. If there are too many, every second one
 * is dropped, except for the first ten. It owns them; {@link free} releases them.
 */
export class StatesToMeasure {
  #states: NetworkState[] = [];

  get length(): number {
    return this.#states.length;
  }

  push(state: NetworkState): void {
    this.#states.push(state);
    const limit = Math.max(MIN_STATES, Math.min(MAX_STATES, Math.floor(MAX_BYTES / bytesOf(state))));
    if (this.#states.length <= limit) return;
    const isDropped = ({ step }: NetworkState, i: number) => step >= FIRST_MOMENTS && i % 2 === 1;
    this.#states.filter(isDropped).forEach(freeState);
    this.#states = this.#states.filter((one, i) => !isDropped(one, i));
  }

  /**
   * Removes and returns a state, widely spaced ones first, so that what is measured is evenly spaced; the caller frees
   * it.
   */
  take(): NetworkState | undefined {
    const coarsest = Math.max(...this.#states.map(spacing));
    const place = this.#states.findIndex((state) => spacing(state) === coarsest);
    return place < 0 ? undefined : this.#states.splice(place, 1)[0];
  }

  /** Frees the states from a step on. */
  forget(step: number): void {
    this.#states.filter((state) => state.step >= step).forEach(freeState);
    this.#states = this.#states.filter((state) => state.step < step);
  }

  free(): void {
    this.forget(Number.NEGATIVE_INFINITY);
  }
}

const spacing = ({ step }: NetworkState): number => spacingOf(step);
