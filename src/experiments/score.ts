import { random } from "../math/random";
import type { Batch, Task } from "../tasks/task";
import type { Engine } from "./engine";
import type { Row, Score } from "./row";

/** The number of last steps over which a run is scored, so that no single step decides. */
export const SCORED_STEPS = 50;
/** The number of evaluations on the held-out set, spread evenly over these steps; the last is after the last step. */
export const EVALUATIONS = 5;
/** The largest number of sequences of one evaluation; of more held-out ones this many are taken, evenly spaced. */
export const MAX_SEQUENCES = 5000;
/** The number of sequences of one evaluation if they are drawn, since any number of them can be. */
const DRAWN_SEQUENCES = 512;
/** The number of sequences in one pass. */
const BATCH = 128;

/** The middle value, or the mean of the two middle ones; NaN if there is none or one of them is NaN. */
export function median(values: readonly number[]): number {
  if (values.length === 0 || values.some(Number.isNaN)) return Number.NaN;
  const ascending = [...values].sort((one, other) => one - other);
  const middle = ascending.length >> 1;
  return ascending.length % 2 === 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
}

/** The median loss and the median accuracy. */
const medians = (scores: readonly Score[]): Score => ({
  loss: median(scores.map(({ loss }) => loss)),
  accuracy: median(scores.map(({ accuracy }) => accuracy)),
});

const NO_SCORE: Score = { loss: Number.NaN, accuracy: Number.NaN };

/** The sequences of an evaluation, in batches. */
interface HeldOutSet {
  readonly sequences: number;
  batches(): Iterable<Batch>;
}

/**
 * The held-out set of a run. If the task's held-out data are finite, as a text's or a set of images', it is all of them, or
 * {@link MAX_SEQUENCES} evenly spaced ones; else {@link DRAWN_SEQUENCES} sequences, which depend only on the seed.
 */
export function heldOutSet({ heldOut, heldOutData }: Task, seed: number): HeldOutSet {
  const total = heldOutData?.count ?? DRAWN_SEQUENCES;
  const sequences = Math.min(total, MAX_SEQUENCES);
  const index = (i: number) => Math.floor((i * total) / sequences);
  return {
    sequences,
    *batches() {
      for (let from = 0; from < sequences; from += BATCH) {
        const size = Math.min(BATCH, sequences - from);
        yield heldOutData
          ? heldOutData.batch(Array.from({ length: size }, (_, i) => index(from + i)))
          : heldOut(random(seed, `held out ${from / BATCH}`), size);
      }
    },
  };
}

/** What of a run's score is known before it ends. */
export interface PartialScore {
  /** What was measured on the batches of the last steps, at most {@link SCORED_STEPS}. */
  readonly measured: readonly Score[];
  /** The evaluations on the held-out set so far. */
  readonly evaluated: readonly Score[];
}

/**
 * Scores a run by medians: of what was measured on the batches of its last {@link SCORED_STEPS} steps, and of its last
 * {@link EVALUATIONS} evaluations on the {@link heldOutSet | held-out set}. Single steps say little: under Adam and RMSProp
 * a loss may leap by decades for a few steps. A run that stopped has no score.
 */
export class ScoreRecorder {
  readonly #steps: number;
  readonly #set: HeldOutSet;
  readonly #measured: Score[];
  readonly #evaluated: Score[];
  /** The number of answers that count in one evaluation. */
  #answers = 0;

  /** @param before what {@link partial} was of a run that is continued */
  constructor({ steps, seed }: { steps: number; seed: number }, task: Task, before?: PartialScore) {
    this.#steps = steps;
    this.#set = heldOutSet(task, seed);
    this.#measured = [...(before?.measured ?? [])];
    this.#evaluated = [...(before?.evaluated ?? [])];
  }

  /** Takes what was measured on a step's batch. */
  add({ loss, accuracy }: Score): void {
    this.#measured.push({ loss, accuracy });
    if (this.#measured.length > SCORED_STEPS) this.#measured.shift();
  }

  /** Whether the network is evaluated after this number of steps. */
  isDue(step: number): boolean {
    const gap = Math.max(1, Math.floor(Math.min(this.#steps, SCORED_STEPS) / EVALUATIONS));
    const left = this.#steps - step;
    return step > 0 && left % gap === 0 && left / gap < EVALUATIONS;
  }

  /** Evaluates the network on the held-out set. It yields between two passes. */
  async *evaluate(engine: Engine): AsyncGenerator<void, void> {
    let [loss, accuracy, done] = [0, 0, 0];
    this.#answers = 0;
    for (const batch of this.#set.batches()) {
      if (done > 0) yield;
      const part = await engine.evaluate(batch);
      loss += (part.loss * batch.size) / this.#set.sequences;
      accuracy += (part.accuracy * batch.size) / this.#set.sequences;
      done += batch.size;
      this.#answers += batch.size * batch.scored.reduce((sum, counts) => sum + counts, 0);
    }
    this.#evaluated.push({ loss, accuracy });
  }

  get partial(): PartialScore {
    return { measured: [...this.#measured], evaluated: [...this.#evaluated] };
  }

  /** The scores of a run that has ended. */
  end(finished: boolean): Pick<Row, "training" | "heldOut" | "scoredOn"> {
    if (!finished) {
      return {
        training: NO_SCORE,
        heldOut: NO_SCORE,
        scoredOn: { evaluations: 0, sequences: 0, answers: 0 },
      };
    }
    return {
      training: medians(this.#measured),
      heldOut: medians(this.#evaluated),
      scoredOn: {
        evaluations: this.#evaluated.length,
        sequences: this.#set.sequences,
        answers: this.#answers,
      },
    };
  }
}
