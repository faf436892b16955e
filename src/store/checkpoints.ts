import type { RunCheckpoint } from "../worker/protocol";
import { ForkPoints } from "./fork-points";

/** The checkpoints from which the run can be restored: the newest, and a selection of earlier ones. */
export class Checkpoints {
  #newest: RunCheckpoint | null = null;
  #points = new ForkPoints();
  /** Checkpoints of runs before this one are ignored. */
  #firstRun = 0;

  get newest(): RunCheckpoint | null {
    return this.#newest;
  }

  /** Earlier states of the run that can be reproduced. */
  get points(): ForkPoints {
    return this.#points;
  }

  /** Drops all checkpoints. @param firstRun checkpoints of runs before this one are ignored */
  forget(firstRun = this.#firstRun): void {
    [this.#newest, this.#points, this.#firstRun] = [null, new ForkPoints(), firstRun];
  }

  /** Drops the checkpoints unless they belong to the run that has just started. */
  belongTo(run: number): void {
    if (this.#newest && this.#newest.run !== run) this.forget(run);
  }

  /** Replaces the checkpoints by those of another run. */
  switchTo(newest: RunCheckpoint, points: ForkPoints): void {
    [this.#newest, this.#points, this.#firstRun] = [newest, points, newest.run];
  }

  /** Adds a checkpoint. @returns whether it belongs to the current run */
  append(checkpoint: RunCheckpoint): boolean {
    if (checkpoint.run < this.#firstRun) return false;
    this.#newest = checkpoint;
    this.#points.append(checkpoint);
    return true;
  }
}
