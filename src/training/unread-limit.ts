import { readsAtOnce } from "./reads-at-once";

/** Most steps queued on a device before their measurements are read … */
const MAX_STEPS = 64;
/** … and about how much work in ms, so that the device follows a pause at once. */
const MAX_WORK = 100;

/**
 * How many steps a lane may queue on a device before it waits for their measurements: about 100 ms of work, by the
 * pace at which the device has answered so far. It begins with one step and at most doubles.
 */
export class UnreadLimit {
  readonly #now: () => number;
  #limit = 1;
  #lastRead: number | null = null;

  /** @param now the time in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Most steps that can be unread on the present backend. */
  static get now(): number {
    return readsAtOnce() ? 1 : MAX_STEPS;
  }

  /** @param unread steps whose measurements were not read yet */
  reached(unread: number): boolean {
    return unread >= this.#limit;
  }

  /** The device has answered for so many steps. */
  read(steps: number): void {
    const now = this.#now();
    if (this.#lastRead !== null) {
      const fits = Math.floor((MAX_WORK * steps) / Math.max(0.01, now - this.#lastRead));
      this.#limit = Math.max(1, Math.min(2 * this.#limit, fits, MAX_STEPS));
    }
    this.#lastRead = now;
  }
}
