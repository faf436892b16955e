/** Time between two checks, in ms. */
const TICK = 1000;
/** A silence up to this, in ms, is always tolerated. */
const MIN_PATIENCE = 10_000;
/** A silence is too long if it is this many times as long as the longest one that the worker ended itself … */
const FACTOR = 5;
/** … or this many times as long as building the networks took, which includes some downloading. */
const BUILD_FACTOR = 2;

/**
 * How long a silence is tolerated: in proportion to the longest silence so far; without limit, as while networks are
 * built; or a number of ms.
 */
export type Patience = "adaptive" | "unlimited" | number;

/** Called once, with the length of the silence in seconds and the patience that applied. */
export type Overdue = (seconds: number, patience: Patience) => void;

interface HeartbeatDeps {
  readonly now: () => number;
  /** Whether the page is visible: browsers throttle hidden pages. */
  readonly visible: () => boolean;
}

const PAGE: HeartbeatDeps = {
  now: () => performance.now(),
  visible: () => document.visibilityState === "visible",
};

/**
 * Detects that a worker which owes an answer has stopped responding. Only time counts while the page is visible and the
 * machine is awake: a gap between two ticks, as after sleep, counts as two ticks at most. The limit adapts to the longest
 * silence that the worker ended itself, so that slow machines and large networks get enough time.
 */
export class Heartbeat {
  readonly #overdue: Overdue;
  readonly #deps: HeartbeatDeps;
  #timer: ReturnType<typeof setInterval> | undefined;
  #silence = 0;
  /** The adaptive limit, in ms, from the silences so far. */
  #adaptive = MIN_PATIENCE;
  #lastTick = 0;
  #patience: Patience = "adaptive";

  constructor(overdue: Overdue, deps = PAGE) {
    this.#overdue = overdue;
    this.#deps = deps;
  }

  /** Starts waiting for an answer. */
  expect(patience: Patience = "adaptive"): void {
    this.#patience = patience;
    if (this.#timer !== undefined) return;
    this.#silence = 0;
    this.#lastTick = this.#deps.now();
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  /**
   * Records a message from the worker.
   * @param more whether another answer is awaited
   */
  heard(more: boolean, patience: Patience = "adaptive"): void {
    this.#addSilence();
    const factor = this.#patience === "adaptive" ? FACTOR : BUILD_FACTOR;
    this.#adaptive = Math.max(this.#adaptive, factor * this.#silence);
    this.#silence = 0;
    if (more) this.expect(patience);
    else this.#stop();
  }

  /** Stops watching this worker and resets the adaptive limit. */
  end(): void {
    this.#stop();
    this.#adaptive = MIN_PATIENCE;
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #addSilence(): void {
    const now = this.#deps.now();
    if (this.#timer !== undefined && this.#deps.visible())
      this.#silence += Math.min(now - this.#lastTick, 2 * TICK);
    this.#lastTick = now;
  }

  #tick(): void {
    this.#addSilence();
    if (this.#patience === "unlimited") return;
    const limit = this.#patience === "adaptive" ? this.#adaptive : this.#patience;
    if (this.#silence < limit) return;
    this.end();
    const silence = typeof this.#patience === "number" ? limit : this.#silence;
    this.#overdue(Math.round(silence / 1000), this.#patience);
  }
}
