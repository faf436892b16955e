import { concat, dispose, type Tensor1D } from "@tensorflow/tfjs-core";
import { readsAtOnce } from "./reads-at-once";
import { type Measured, nonFinite, type Stop } from "./stop";
import { UnreadLimit } from "./unread-limit";

/** One step's scalars; `step` counts the updates made before it. */
export interface StepMeasured extends Measured {
  readonly step: number;
}

/**
 * What a lane measures at each step. Where reading means waiting for a device, measurements stay there for a while,
 * and a number that was not finite shows only then. It owns what is unread; {@link forget} ends it.
 */
export class StepMeasurements {
  /** Those that are still on the device. */
  #unread: { readonly step: number; readonly measures: Tensor1D }[] = [];
  readonly #limit = new UnreadLimit();
  #read: StepMeasured[] = [];
  /** That of the newest step. */
  newest: StepMeasured | null = null;

  /** @param measures of {@link stepMeasures}; a share of the caller's tensor is taken */
  push(step: number, measures: Tensor1D): void {
    this.#unread.push({ step, measures: measures.clone() });
  }

  /** Whether it is time to {@link read}. */
  get isDue(): boolean {
    return readsAtOnce() || this.#limit.reached(this.#unread.length);
  }

  /**
   * Reads what is unread.
   * @param timeSteps T
   * @returns why no further step can be made, if something was not finite; later steps were computed from it
   */
  async read(timeSteps: number): Promise<Stop | null> {
    const unread = this.#unread.splice(0);
    if (unread.length === 0) return null;
    const all = concat(unread.map(({ measures }) => measures));
    const values = await all.data();
    this.#limit.read(unread.length);
    dispose([all, ...unread.map(({ measures }) => measures)]);
    for (const [k, { step }] of unread.entries()) {
      const [loss, accuracy, gradNorm, drift, parameter] = values.subarray(5 * k, 5 * k + 5);
      const now = { step, loss, accuracy: Number.isFinite(loss) ? accuracy : Number.NaN, gradNorm, drift };
      this.#read.push(now);
      const stop = nonFinite(step, now, parameter, timeSteps);
      this.newest = now;
      if (stop) return stop;
    }
    return null;
  }

  /** Takes those that were read since the last call. */
  take(): StepMeasured[] {
    return this.#read.splice(0);
  }

  forget(): void {
    dispose(this.#unread.splice(0).map(({ measures }) => measures));
    [this.#read, this.newest] = [[], null];
  }
}
