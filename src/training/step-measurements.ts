import { concat, dispose, type Tensor1D } from "@tensorflow/tfjs-core";
import { readsAtOnce } from "./reads-at-once";
import { type Measured, nonFinite, type Stop } from "./stop";
import { UnreadLimit } from "./unread-limit";

/** The scalars of one step; `step` counts the updates made before it. */
export interface StepMeasured extends Measured {
  readonly step: number;
}

/**
 * The measurements of a lane's steps. If reading means waiting for a device, they stay there for a while, and a number
 * that is not finite is noticed only when they are read. It owns what is unread; {@link forget} releases it.
 */
export class StepMeasurements {
  /** The measurements that are still on the device. */
  #unread: { readonly step: number; readonly measures: Tensor1D; readonly hasDrift: boolean }[] = [];
  readonly #limit = new UnreadLimit();
  #read: StepMeasured[] = [];
  /** The newest measurement that was read. */
  newest: StepMeasured | null = null;

  /**
   * Adds the measurements of a step.
   * @param measures from {@link stepMeasures}; the caller's tensor is cloned
   * @param hasDrift whether W is square, so that its drift has a meaning
   */
  push(step: number, measures: Tensor1D, hasDrift: boolean): void {
    this.#unread.push({ step, measures: measures.clone(), hasDrift });
  }

  /** Whether the limit of unread steps has been reached, so that {@link read} is due. */
  get isDue(): boolean {
    return readsAtOnce() || this.#limit.reached(this.#unread.length);
  }

  /**
   * Reads all unread measurements.
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
    for (const [k, { step, hasDrift }] of unread.entries()) {
      const [loss, accuracy, gradNorm, ofW, parameter] = values.subarray(5 * k, 5 * k + 5);
      const measured = {
        step,
        loss,
        accuracy: Number.isFinite(loss) ? accuracy : Number.NaN,
        gradNorm,
        drift: hasDrift ? ofW : Number.NaN,
      };
      this.#read.push(measured);
      const stop = nonFinite(step, measured, { ofW, hasDrift, parameter }, timeSteps);
      this.newest = measured;
      if (stop) return stop;
    }
    return null;
  }

  /** Takes the measurements that were read since the last call. */
  take(): StepMeasured[] {
    return this.#read.splice(0);
  }

  forget(): void {
    dispose(this.#unread.splice(0).map(({ measures }) => measures));
    [this.#read, this.newest] = [[], null];
  }
}
