/** What a run's figures are drawn from: means over equal stretches of steps, in parallel arrays. */
export interface Curve {
  /** The last step of each stretch, counting from 1. */
  readonly step: readonly number[];
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
  /** Seconds of training until then. */
  readonly seconds: readonly number[];
}

export const EMPTY_CURVE: Curve = { step: [], loss: [], accuracy: [], seconds: [] };

/** Stretches in a run that goes to its end. */
export const POINTS = 100;

/** Sums over a stretch that is not at its end yet. */
export interface Stretch {
  readonly count: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly step: number;
  readonly seconds: number;
}

const NO_STRETCH: Stretch = { count: 0, loss: 0, accuracy: 0, step: 0, seconds: 0 };

/** Gathers a curve of at most {@link POINTS} points, and one more where the run breaks off. A NaN stays a NaN. */
export class CurveRecorder {
  readonly #stretch: number;
  readonly #points: { step: number[]; loss: number[]; accuracy: number[]; seconds: number[] };
  #gathered: Stretch;

  /**
   * @param steps of the whole run
   * @param before {@link points} of a run that is gone on with @param gathered its {@link stretch}
   */
  constructor(steps: number, before: Curve = EMPTY_CURVE, gathered: Stretch = NO_STRETCH) {
    this.#stretch = Math.ceil(steps / POINTS);
    this.#gathered = gathered;
    const { step, loss, accuracy, seconds } = before;
    this.#points = { step: [...step], loss: [...loss], accuracy: [...accuracy], seconds: [...seconds] };
  }

  /** @param step counting from 1 */
  add(step: number, loss: number, accuracy: number, seconds: number): void {
    const { count, ...sums } = this.#gathered;
    this.#gathered = {
      count: count + 1,
      loss: sums.loss + loss,
      accuracy: sums.accuracy + accuracy,
      step,
      seconds,
    };
    if (step % this.#stretch === 0) this.#close();
  }

  #close(): void {
    const { count, loss, accuracy, step, seconds } = this.#gathered;
    if (count === 0) return;
    this.#points.step.push(step);
    this.#points.loss.push(loss / count);
    this.#points.accuracy.push(accuracy / count);
    this.#points.seconds.push(seconds);
    this.#gathered = NO_STRETCH;
  }

  /** What there is of the unfinished stretch. */
  get stretch(): Stretch {
    return this.#gathered;
  }

  /** The curve so far, the unfinished stretch left out. */
  get points(): Curve {
    return structuredClone(this.#points);
  }

  /** The curve of a run that has ended, its last stretch included. */
  end(): Curve {
    this.#close();
    return this.points;
  }
}
