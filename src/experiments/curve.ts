/** A run's training curve: means over equal slices of training steps, in parallel arrays. */
export interface TrainingCurve {
  /** The last step of each slice, counting from 1. */
  readonly step: readonly number[];
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
  /** The seconds of training until then. */
  readonly seconds: readonly number[];
}

export const EMPTY_CURVE: TrainingCurve = { step: [], loss: [], accuracy: [], seconds: [] };

/** The largest number of slices of a finished run. */
export const MAX_POINTS = 100;

/** Sums over a slice that is not complete yet. */
export interface PartialSlice {
  readonly count: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly step: number;
  readonly seconds: number;
}

const EMPTY_SLICE: PartialSlice = { count: 0, loss: 0, accuracy: 0, step: 0, seconds: 0 };

/** Records a curve of at most {@link MAX_POINTS} points, plus one if the run breaks off. A NaN stays a NaN. */
export class CurveRecorder {
  readonly #stepsPerSlice: number;
  readonly #points: { step: number[]; loss: number[]; accuracy: number[]; seconds: number[] };
  #slice: PartialSlice;

  /**
   * @param steps the steps of the whole run
   * @param before the {@link points} of a run that is continued
   * @param slice its {@link slice}
   */
  constructor(steps: number, before: TrainingCurve = EMPTY_CURVE, slice: PartialSlice = EMPTY_SLICE) {
    this.#stepsPerSlice = Math.ceil(steps / MAX_POINTS);
    this.#slice = slice;
    const { step, loss, accuracy, seconds } = before;
    this.#points = { step: [...step], loss: [...loss], accuracy: [...accuracy], seconds: [...seconds] };
  }

  /** @param step counting from 1 */
  add(step: number, loss: number, accuracy: number, seconds: number): void {
    const { count, ...sums } = this.#slice;
    this.#slice = {
      count: count + 1,
      loss: sums.loss + loss,
      accuracy: sums.accuracy + accuracy,
      step,
      seconds,
    };
    if (step % this.#stepsPerSlice === 0) this.#close();
  }

  #close(): void {
    const { count, loss, accuracy, step, seconds } = this.#slice;
    if (count === 0) return;
    this.#points.step.push(step);
    this.#points.loss.push(loss / count);
    this.#points.accuracy.push(accuracy / count);
    this.#points.seconds.push(seconds);
    this.#slice = EMPTY_SLICE;
  }

  /** The sums of the unfinished slice. */
  get slice(): PartialSlice {
    return this.#slice;
  }

  /** The curve so far, without the unfinished slice. */
  get points(): TrainingCurve {
    return structuredClone(this.#points);
  }

  /** The curve of a run that has ended, including its last slice. */
  end(): TrainingCurve {
    this.#close();
    return this.points;
  }
}
