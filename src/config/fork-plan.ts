import type { LaneKey } from "../lanes";
import { type Change, isPlannable, withChanges } from "./changes";
import type { RunConfig } from "./schema";

/** A fork, as files have it. */
export interface ForkOfFile {
  /** The lane that was copied into the other’s place. */
  readonly lane: LaneKey;
  readonly step: number;
  /** The lane whose starting weights it has: another one if it was itself a copy. */
  readonly start: LaneKey;
}

/** A step at which both lanes become copies of one, and with what they continue. */
export interface ForkStop {
  readonly step: number;
  /** The settings of both lanes from here on. */
  readonly config: RunConfig;
  /** The changes that are planned for later steps. */
  readonly coming: readonly Change[];
}

/** How the fork of a file is made again. */
export interface ForkPlan extends ForkOfFile {
  /** The settings with which the run begins; lane `start` is the one that is copied. */
  readonly begin: RunConfig;
  readonly coming: readonly Change[];
  /** At least one; there are more if optimiser, scaling or activation were changed at earlier forks. */
  readonly stops: readonly ForkStop[];
}

/** A lane’s changes as those of another lane; those of the run stay. */
const asOf = (lane: LaneKey, as: LaneKey, changes: readonly Change[]): readonly Change[] =>
  changes
    .filter(({ setting }) => !setting.includes(".") || setting.startsWith(`${lane}.`))
    .map((change) => ({
      ...change,
      setting: change.setting.replace(/^[ab]\./, `${as}.`) as Change["setting"],
    }));

/**
 * How the run of a fork is made again from what it began with and the changes of its settings.
 * @returns null if the lanes had not the same settings before the fork, so that one cannot have been a copy of the other: the
 *     file does not have all changes
 */
export function forkPlan(fork: ForkOfFile, begun: RunConfig, changes: readonly Change[]): ForkPlan | null {
  const { lane, step, start } = fork;
  const until = (last: number) => changes.filter((change) => change.step < last);
  const before = withChanges(begun, until(step));
  const isAlike = JSON.stringify(before.a) === JSON.stringify(before.b);
  if (!isAlike && step > 0) return null;
  const ofStart = asOf(lane, start, until(step));
  const begin: RunConfig = { ...begun, [start]: begun[lane] };
  const refits = ofStart.filter((change) => !isPlannable(change)).map((change) => change.step);
  const earlier = [...new Set(refits)].map((at): ForkStop => {
    const settings = withChanges(
      begin,
      ofStart.filter((change) => change.step < at || (change.step === at && !isPlannable(change))),
    );
    const both = { ...settings, a: settings[start], b: settings[start] };
    return { step: at, config: both, coming: between(ofStart, at, step) };
  });
  const atFork = changes.filter((change) => change.step === step && !isPlannable(change));
  const last: ForkStop = {
    step,
    config: withChanges(before, atFork),
    coming: between(changes, step, Number.POSITIVE_INFINITY),
  };
  return { ...fork, begin, coming: between(ofStart, 0, earlier[0]?.step ?? step), stops: [...earlier, last] };
}

/** The changes from a step on, before another one, that can be planned. */
const between = (changes: readonly Change[], from: number, before: number): readonly Change[] =>
  changes.filter((change) => change.step >= from && change.step < before && isPlannable(change));
