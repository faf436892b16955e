import { roughCost } from "./cost";
import type { PlannedRun } from "./expand";

/** A run and its progress. */
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
 * The seconds that the rest takes at the pace so far.
 * @param share the share of the work that is done
 * @param shareBefore the share that was done when the clock was started
 * @param seconds the time since then
 * @returns NaN while the pace is unknown
 */
export function secondsLeft(share: number, shareBefore: number, seconds: number): number {
  const gained = share - shareBefore;
  return gained > 0 && seconds > 0 ? (seconds * (1 - share)) / gained : Number.NaN;
}
