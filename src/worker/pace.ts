/** Overdue steps are made up for at most this much time, in ms; a machine that is too slow stays behind. */
const MAX_CATCH_UP = 250;

/** Counts how many steps are due at a pace in steps per second; at full speed there is no limit. */
export class Pace {
  readonly #now: () => number;
  /** Null for full speed. */
  #stepsPerSecond: number | null = null;
  #owed = 0;
  #since: number;

  /** @param now the time in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#since = now();
  }

  /** Milliseconds from a step to the next; 0 at full speed. */
  get interval(): number {
    return this.#stepsPerSecond === null ? 0 : 1000 / this.#stepsPerSecond;
  }

  /** Sets the pace. The first step at it is due at once. */
  set(stepsPerSecond: number | null): void {
    this.#stepsPerSecond = stepsPerSecond;
    this.begin();
  }

  /** Starts counting when a run begins to play: its first step is due at once. */
  begin(): void {
    [this.#owed, this.#since] = [1, this.#now()];
  }

  /** Whole steps that are due; Infinity at full speed. */
  get due(): number {
    if (this.#stepsPerSecond === null) return Number.POSITIVE_INFINITY;
    const now = this.#now();
    const maxOwed = Math.max(1, MAX_CATCH_UP / this.interval);
    this.#owed = Math.min(maxOwed, this.#owed + (now - this.#since) / this.interval);
    this.#since = now;
    return Math.floor(this.#owed + 1e-9);
  }

  /** Subtracts steps that were made. */
  made(steps: number): void {
    this.#owed = Math.max(0, this.#owed - steps);
  }

  /** Milliseconds until a step is due. */
  get wait(): number {
    return this.due >= 1 ? 0 : (1 - this.#owed) * this.interval;
  }
}
