/** Between two looks, in ms. */
const TICK = 1000;
/** Silence, in ms, that is always waited out. */
const LEAST_PATIENCE = 10_000;
/** A silence is suspicious when it is this many times as long as any that ended by itself … */
const FACTOR = 5;
/** … or this many times as long as it took to build the networks, which includes some downloading. */
const PATIENT_FACTOR = 2;

interface Surroundings {
  readonly now: () => number;
  /** Whether the person sees the page: browsers slow down what is hidden. */
  readonly visible: () => boolean;
}

const PAGE: Surroundings = {
  now: () => performance.now(),
  visible: () => document.visibilityState === "visible",
};

/**
 * Notices that a worker which owes an answer has fallen silent. Only time counts in which the page is seen and the
 * machine is awake: of the gap after a sleep no more than two ticks. How long is too long follows the longest silence
 * that the worker broke by itself, so slow machines and large networks are given time.
 */
export class Heartbeat {
  readonly #overdue: (seconds: number) => void;
  readonly #surroundings: Surroundings;
  #timer: ReturnType<typeof setInterval> | undefined;
  #silence = 0;
  #patience = LEAST_PATIENCE;
  #looked = 0;
  #patient = false;

  /** @param overdue is told once how many seconds nothing was heard */
  constructor(overdue: (seconds: number) => void, surroundings = PAGE) {
    this.#overdue = overdue;
    this.#surroundings = surroundings;
  }

  /**
   * An answer is awaited from now on.
   * @param patient however long it takes, as while networks are built
   */
  expect(patient = false): void {
    this.#patient = patient;
    if (this.#timer !== undefined) return;
    this.#silence = 0;
    this.#looked = this.#surroundings.now();
    this.#timer = setInterval(() => this.#look(), TICK);
  }

  /**
   * Something was heard.
   * @param more whether anything is still awaited
   * @param patient see {@link expect}
   */
  heard(more: boolean, patient = false): void {
    this.#count();
    const factor = this.#patient ? PATIENT_FACTOR : FACTOR;
    this.#patience = Math.max(this.#patience, factor * this.#silence);
    this.#silence = 0;
    if (more) this.expect(patient);
    else this.#rest();
  }

  /** Of this worker nothing more is to be heard. */
  end(): void {
    this.#rest();
    this.#patience = LEAST_PATIENCE;
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #count(): void {
    const now = this.#surroundings.now();
    if (this.#timer !== undefined && this.#surroundings.visible())
      this.#silence += Math.min(now - this.#looked, 2 * TICK);
    this.#looked = now;
  }

  #look(): void {
    this.#count();
    if (this.#patient || this.#silence < this.#patience) return;
    this.end();
    this.#overdue(Math.round(this.#silence / 1000));
  }
}
