import { LAST_MOMENTS } from "./full-moments";
import { freeState, keepState, type NetworkState } from "./network-state";
import type { NetworkTensors } from "./probe";
import { UnreadLimit } from "./unread-limit";

/**
 * The newest states of a lane, so that the states before a stop can be measured after it. It owns them; {@link free}
 * releases them.
 */
export class RecentStates {
  #states: NetworkState[] = [];

  /** Adds a state, which replaces one of the same step; the oldest state is dropped. */
  push(step: number, network: NetworkTensors): void {
    this.forget(step);
    this.#states.push(keepState(step, network));
    // A stop may be noticed as many steps later as there may be unread ones.
    if (this.#states.length > LAST_MOMENTS + UnreadLimit.max) this.#states.splice(0, 1).forEach(freeState);
  }

  /** The newest {@link LAST_MOMENTS} states up to a step, oldest first. */
  upTo(step: number): readonly NetworkState[] {
    return this.#states.filter((state) => state.step <= step).slice(-LAST_MOMENTS);
  }

  /** Frees the state of a step, and all later ones. */
  forget(step: number): void {
    this.#states.filter((state) => state.step >= step).forEach(freeState);
    this.#states = this.#states.filter((state) => state.step < step);
  }

  free(): void {
    this.forget(Number.NEGATIVE_INFINITY);
  }
}
