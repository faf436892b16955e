import { readsAtOnce } from "./reads-at-once";

/** The largest number of steps queued on a device before their measurements are read … */
const MAX_STEPS = 64;
/** … and about the largest amount of queued work in ms, so that the device reacts to a pause immediately. */
const MAX_WORK_MS = 100;

/**
 * The number of steps that a lane may queue on a device before it waits for their measurements: about 100 ms of work at
 * the pace at which the device has answered so far. It starts at one step and at most doubles each time.
 */
export class UnreadLimit {
  readonly #now: () => number;
  #limit = 1;
  #lastRead: number | null = null;

  /** @param now returns the time in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The largest number of steps that can be unread on the present backend. */
  static get max(): number {
    return readsAtOnce() ? 1 : MAX_STEPS;
  }

  /** Whether a lane must read. @param unread the number of steps whose measurements have not been read */
  reached(unread: number): boolean {
    return unread >= this.#limit;
  }

  /** Records that the measurements of so many steps have been read. */
  read(steps: number): void {
    const now = this.#now();
    if (this.#lastRead !== null) {
      const fits = Math.floor((MAX_WORK_MS * steps) / Math.max(0.01, now - this.#lastRead));
      this.#limit = Math.max(1, Math.min(2 * this.#limit, fits, MAX_STEPS));
    }
    this.#lastRead = now;
  }
}
