import { dispose, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { LAST_MOMENTS } from "./full-moments";
import type { Network } from "./probe";
import { UnreadLimit } from "./unread-limit";

/** A network as it was after `step` updates. */
export interface RecentState {
  readonly step: number;
  readonly network: Network;
}

/**
 * The newest states of a lane, so that those before a stop can be measured after it. Nothing is copied: a state shares
 * its tensors with the lane, which never writes to one. It owns its shares; {@link free} ends it.
 */
export class RecentStates {
  #states: RecentState[] = [];

  /** Takes a state in, in the place of one of the same step; the oldest goes. */
  push(step: number, { cell, w, exponent, parameters }: Network): void {
    this.forget(step);
    const network: Network = {
      cell,
      w: w.clone() as Tensor2D,
      exponent: exponent?.clone() as Tensor2D | undefined,
      parameters: parameters.clone() as Tensor1D,
    };
    this.#states.push({ step, network });
    // A stop may be noticed as many steps later as may be unread.
    if (this.#states.length > LAST_MOMENTS + UnreadLimit.now) freeState(this.#states.shift());
  }

  /** The newest {@link LAST_MOMENTS} states with at most so many updates, oldest first. */
  upTo(step: number): readonly RecentState[] {
    return this.#states.filter((state) => state.step <= step).slice(-LAST_MOMENTS);
  }

  /** Forgets the state after so many updates, and those after it. */
  forget(step: number): void {
    while (this.#states.length > 0 && this.#states[this.#states.length - 1].step >= step)
      freeState(this.#states.pop());
  }

  free(): void {
    this.forget(Number.NEGATIVE_INFINITY);
  }
}

function freeState(state: RecentState | undefined): void {
  if (!state) return;
  const { w, exponent, parameters } = state.network;
  dispose([w, parameters, ...(exponent ? [exponent] : [])]);
}
