import { roughCost } from "./cost";
import type { PlannedRun } from "./expand";

/** A run and how much of it is done. */
export interface Work {
  readonly run: PlannedRun;
  readonly step: number;
  readonly done: boolean;
}

const doneOf = ({ run, step, done }: Work) =>
  done ? roughCost(run.config) : (roughCost(run.config) * step) / run.config.steps;

/** The share of the whole work that is done, 0 to 1; long runs weigh more. */
export function shareDone(works: readonly Work[]): number {
  const all = works.reduce((sum, { run }) => sum + roughCost(run.config), 0);
  return all > 0 ? works.reduce((sum, work) => sum + doneOf(work), 0) / all : 0;
}

/**
 * Seconds that the rest takes at the pace so far.
 * @param shareBefore what was done when the clock was started
 * @returns NaN while there is no pace to go by
 */
export function secondsLeft(share: number, shareBefore: number, seconds: number): number {
  const gained = share - shareBefore;
  return gained > 0 && seconds > 0 ? (seconds * (1 - share)) / gained : Number.NaN;
}
