import type { Frame, LaneKey } from "../worker/protocol";
import type { RunHistory } from "./history";

/** That a lane stopped is said after so many ms at the latest. */
const PATIENCE = 10_000;

const LANES: readonly LaneKey[] = ["a", "b"];

/**
 * Says that a lane stopped, once the last moments before it are measured in full: who reads why can see them. While
 * the spectra are not looked at, nothing is waited for.
 */
export class StopNews {
  readonly #history: RunHistory;
  readonly #say: (frame: Frame) => void;
  #waiting: Frame | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  wantsSpectra = false;

  /** @param say told of a frame with a lane that has stopped */
  constructor(history: RunHistory, say: (frame: Frame) => void) {
    [this.#history, this.#say] = [history, say];
  }

  /** A frame is shown. */
  offer(frame: Frame): void {
    if (LANES.every((key) => frame.lanes[key].stopped === null)) return;
    if (!this.#waiting) this.#timer = setTimeout(() => this.#now(), PATIENCE);
    this.#waiting = frame;
    this.tell();
  }

  /** A spectrum was measured. */
  tell(): void {
    const measured = LANES.every((key) => {
      const { lastFinite, spectra } = this.#history.lane(key);
      return lastFinite.every((step) => spectra.at(step));
    });
    if (measured || !this.wantsSpectra) this.#now();
  }

  #now(): void {
    const frame = this.#waiting;
    this.forget();
    if (frame && frame.run === this.#history.run) this.#say(frame);
  }

  /** The run is over. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }
}
