import type { RunCheckpoint } from "../worker/protocol";
import { ForkPoints } from "./fork-points";

/** What the run can be had again from: its newest checkpoint, and those along its way. */
export class Checkpoints {
  #newest: RunCheckpoint | null = null;
  #points = new ForkPoints();
  /** Those of earlier runs are of no use any more. */
  #firstRun = 0;

  get newest(): RunCheckpoint | null {
    return this.#newest;
  }

  /** Earlier states of the run that can be had again. */
  get points(): ForkPoints {
    return this.#points;
  }

  /** @param firstRun the run from which on they count */
  forget(firstRun = this.#firstRun): void {
    [this.#newest, this.#points, this.#firstRun] = [null, new ForkPoints(), firstRun];
  }

  /** A run is there; of another one, as of that which it took the place of, nothing is to be had again. */
  belongTo(run: number): void {
    if (this.#newest && this.#newest.run !== run) this.forget(run);
  }

  /** Those of a run that is taken over. */
  switchTo(newest: RunCheckpoint, points: ForkPoints): void {
    [this.#newest, this.#points, this.#firstRun] = [newest, points, newest.run];
  }

  /** @returns whether it is one of the run at hand */
  append(checkpoint: RunCheckpoint): boolean {
    if (checkpoint.run < this.#firstRun) return false;
    this.#newest = checkpoint;
    this.#points.append(checkpoint);
    return true;
  }
}
