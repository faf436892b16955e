/** Between two checkpoints of a playing run, in ms; a frame comes some 200 ms later at the latest. */
const INTERVAL = 500;
/** A checkpoint takes at most one part in this many of the time … */
const SHARE = 30;
/** … unless as many steps as this would be lost. */
const MAX_STEPS = 40;

/** When a checkpoint is due: at least every second or 50 steps, never where nothing has changed. */
export class CheckpointClock {
  readonly #now: () => number;
  #step = -1;
  #time = Number.NEGATIVE_INFINITY;
  #cost = 0;

  /** @param now the time in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A run begins: its first frame is to be followed by a checkpoint. */
  begin(): void {
    this.#step = -1;
    this.#time = Number.NEGATIVE_INFINITY;
  }

  /** The settings have changed, and a checkpoint has them in it. */
  changed(): void {
    this.#step = -1;
  }

  /** @param step updates made so far */
  due(step: number, playing: boolean): boolean {
    if (step === this.#step) return false;
    if (!playing) return true;
    const since = this.#now() - this.#time;
    return since >= INTERVAL && (step - this.#step >= MAX_STEPS || since >= SHARE * this.#cost);
  }

  /** @param cost how long it took, in ms */
  taken(step: number, cost: number): void {
    [this.#step, this.#time, this.#cost] = [step, this.#now(), cost];
  }
}
