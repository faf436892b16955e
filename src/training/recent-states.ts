import { LAST_MOMENTS } from "./full-moments";
import { freeState, keepState, type NetworkState } from "./network-state";
import type { NetworkTensors } from "./probe";
import { UnreadLimit } from "./unread-limit";

/**
 * The newest states of a lane, so that those before a stop can be measured after it. It owns them; {@link free} ends
 * it.
 */
export class RecentStates {
  #states: NetworkState[] = [];

  /** Takes a state in, in the place of one of the same step; the oldest goes. */
  push(step: number, network: NetworkTensors): void {
    this.forget(step);
    this.#states.push(keepState(step, network));
    // A stop may be noticed as many steps later as may be unread.
    if (this.#states.length > LAST_MOMENTS + UnreadLimit.now) this.#states.splice(0, 1).forEach(freeState);
  }

  /** The newest {@link LAST_MOMENTS} states with at most so many updates, oldest first. */
  upTo(step: number): readonly NetworkState[] {
    return this.#states.filter((state) => state.step <= step).slice(-LAST_MOMENTS);
  }

  /** Forgets the state after so many updates, and those after it. */
  forget(step: number): void {
    this.#states.filter((state) => state.step >= step).forEach(freeState);
    this.#states = this.#states.filter((state) => state.step < step);
  }

  free(): void {
    this.forget(Number.NEGATIVE_INFINITY);
  }
}
