/** Minimum time between two checkpoints of a playing run, in ms; the next frame follows within about 200 ms. */
const INTERVAL = 500;
/** The time between checkpoints is at least this many times what one takes … */
const COST_FACTOR = 30;
/** … unless this many steps would be lost. */
const MAX_STEPS = 40;

/** Decides when a checkpoint is due: at least every second or every 50 steps, and never if nothing has changed. */
export class CheckpointClock {
  readonly #now: () => number;
  #step = -1;
  #time = Number.NEGATIVE_INFINITY;
  #cost = 0;

  /** @param now the time in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Starts a new run: its first frame is followed by a checkpoint. */
  begin(): void {
    this.#step = -1;
    this.#time = Number.NEGATIVE_INFINITY;
  }

  /** Marks that the settings changed, so that the next checkpoint includes them. */
  changed(): void {
    this.#step = -1;
  }

  /** Whether a checkpoint is due. @param step updates made so far */
  due(step: number, playing: boolean): boolean {
    if (step === this.#step) return false;
    if (!playing) return true;
    const since = this.#now() - this.#time;
    return since >= INTERVAL && (step - this.#step >= MAX_STEPS || since >= COST_FACTOR * this.#cost);
  }

  /** Records a checkpoint. @param cost how long it took, in ms */
  taken(step: number, cost: number): void {
    [this.#step, this.#time, this.#cost] = [step, this.#now(), cost];
  }
}
