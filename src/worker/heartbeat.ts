/** Between two looks, in ms. */
const TICK = 1000;
/** Silence, in ms, that is always waited out. */
const MIN_PATIENCE = 10_000;
/** A silence is suspicious when it is this many times as long as any that ended by itself … */
const FACTOR = 5;
/** … or this many times as long as it took to build the networks, which includes some downloading. */
const PATIENT_FACTOR = 2;

/**
 * How long a silence is waited out: as long as what was heard so far suggests; however long it takes, as while networks
 * are built; or so many ms.
 */
export type Patience = "learned" | "endless" | number;

/** Is told once for how many seconds nothing was heard, and how patient one was. */
export type Overdue = (seconds: number, patience: Patience) => void;

interface HeartbeatDeps {
  readonly now: () => number;
  /** Whether the person sees the page: browsers slow down what is hidden. */
  readonly visible: () => boolean;
}

const PAGE: HeartbeatDeps = {
  now: () => performance.now(),
  visible: () => document.visibilityState === "visible",
};

/**
 * Notices that a worker which owes an answer has fallen silent. Only time counts in which the page is seen and the
 * machine is awake: of the gap after a sleep no more than two ticks. How long is too long follows the longest silence
 * that the worker broke by itself, so slow machines and large networks are given time.
 */
export class Heartbeat {
  readonly #overdue: Overdue;
  readonly #deps: HeartbeatDeps;
  #timer: ReturnType<typeof setInterval> | undefined;
  #silence = 0;
  /** In ms, from the silences so far. */
  #learned = MIN_PATIENCE;
  #looked = 0;
  #patience: Patience = "learned";

  constructor(overdue: Overdue, deps = PAGE) {
    this.#overdue = overdue;
    this.#deps = deps;
  }

  /** An answer is awaited from now on. */
  expect(patience: Patience = "learned"): void {
    this.#patience = patience;
    if (this.#timer !== undefined) return;
    this.#silence = 0;
    this.#looked = this.#deps.now();
    this.#timer = setInterval(() => this.#look(), TICK);
  }

  /**
   * Something was heard.
   * @param more whether anything is still awaited
   */
  heard(more: boolean, patience: Patience = "learned"): void {
    this.#count();
    const factor = this.#patience === "learned" ? FACTOR : PATIENT_FACTOR;
    this.#learned = Math.max(this.#learned, factor * this.#silence);
    this.#silence = 0;
    if (more) this.expect(patience);
    else this.#rest();
  }

  /** Of this worker nothing more is to be heard. */
  end(): void {
    this.#rest();
    this.#learned = MIN_PATIENCE;
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #count(): void {
    const now = this.#deps.now();
    if (this.#timer !== undefined && this.#deps.visible())
      this.#silence += Math.min(now - this.#looked, 2 * TICK);
    this.#looked = now;
  }

  #look(): void {
    this.#count();
    if (this.#patience === "endless") return;
    const limit = this.#patience === "learned" ? this.#learned : this.#patience;
    if (this.#silence < limit) return;
    this.end();
    const silence = typeof this.#patience === "number" ? limit : this.#silence;
    this.#overdue(Math.round(silence / 1000), this.#patience);
  }
}
