import { FIRST_MOMENTS, spacingOf } from "./full-moments";
import { bytesOf, freeState, type NetworkState } from "./network-state";

/** Bytes that they may take, of one lane. */
const MAX_BYTES = 32e6;
/** More of them than a chart has columns for are not kept; so few always are. */
const [MOST, FEWEST] = [256, 2 * FIRST_MOMENTS];

/**
 * States along a run that plays at full speed, to be measured when there is time. When there are too many, every
 * second one goes, apart from the first ten. It owns them; {@link free} ends it.
 */
export class StatesToMeasure {
  #states: NetworkState[] = [];

  get length(): number {
    return this.#states.length;
  }

  push(state: NetworkState): void {
    this.#states.push(state);
    const most = Math.max(FEWEST, Math.min(MOST, Math.floor(MAX_BYTES / bytesOf(state))));
    if (this.#states.length <= most) return;
    const goes = ({ step }: NetworkState, i: number) => step >= FIRST_MOMENTS && i % 2 === 1;
    this.#states.filter(goes).forEach(freeState);
    this.#states = this.#states.filter((one, i) => !goes(one, i));
  }

  /** Takes one out, those far apart first, so that what is measured is evenly spaced; the caller frees it. */
  take(): NetworkState | undefined {
    const coarsest = Math.max(...this.#states.map(spacing));
    const place = this.#states.findIndex((state) => spacing(state) === coarsest);
    return place < 0 ? undefined : this.#states.splice(place, 1)[0];
  }

  /** Forgets the states from so many updates on. */
  forget(step: number): void {
    this.#states.filter((state) => state.step >= step).forEach(freeState);
    this.#states = this.#states.filter((state) => state.step < step);
  }

  free(): void {
    this.forget(Number.NEGATIVE_INFINITY);
  }
}

const spacing = ({ step }: NetworkState): number => spacingOf(step);
