import {
  appendChange,
  byStep,
  type Change,
  changesBetween,
  fitsChange,
  isPlannable,
  withChanges,
  withoutChanges,
} from "../config/changes";
import type { RunConfig } from "../config/schema";
import { LANE_KEYS, type LaneKey, type PerLane } from "../lanes";
import type { LaneChange } from "../training/lane-changes";
import type { Checkpoint } from "../training/lane-trainer";
import type { Frame } from "../worker/protocol";
import type { LabState } from "./lab-state";
import { remembered } from "./undo";

/** A change of a lane's setting as one of the run's. */
const ofRun = (lane: LaneKey, { setting, ...change }: LaneChange) =>
  ({ ...change, setting: setting === "lr" ? setting : `${lane}.${setting}` }) as Change;

/** The changes of both lanes as one list, by step; α is changed in both at once. */
export const joined = (
  lanes: PerLane<readonly LaneChange[]>,
  list: readonly Change[] = [],
): readonly Change[] =>
  LANE_KEYS.flatMap((lane) => lanes[lane].map((change) => ofRun(lane, change))).reduce(appendChange, list);

/** The changes that the lanes of a checkpoint have made; none in those of earlier releases. */
export const changesIn = ({ a, b }: PerLane<Checkpoint>): readonly Change[] =>
  joined({ a: a.changes ?? [], b: b.changes ?? [] });

/** The changes that are planned for the lanes of a checkpoint. */
export const plannedIn = ({ a, b }: PerLane<Checkpoint>): readonly Change[] =>
  joined({ a: a.coming ?? [], b: b.coming ?? [] });

/** What is planned, as the worker is told it: if nothing is, nothing. */
export const sent = (coming: readonly Change[]): readonly Change[] | undefined =>
  coming.length > 0 ? coming : undefined;

/** The part of the state that the changes in a frame change: what was planned for earlier steps has been made. */
export function changedBy({ step, lanes }: Frame, state: LabState, isNewRun: boolean): Partial<LabState> {
  const before = isNewRun ? [] : state.changes;
  const changes = joined({ a: lanes.a.changes, b: lanes.b.changes }, before);
  const made = state.coming.filter((change) => change.step < step);
  if (made.length === 0) return { changes };
  return {
    changes,
    coming: state.coming.slice(made.length),
    config: withChanges(state.config, made),
    applied: withChanges(state.applied, made),
    ...remembered(state),
  };
}

type Settings = Pick<LabState, "config" | "applied" | "changes" | "coming">;

/**
 * The settings and changes of a run that continues from a checkpoint: what was changed since is made again, before the same
 * updates.
 */
export function rewound(
  { config, applied, changes, coming, step }: Settings & Pick<LabState, "step">,
  lanes: PerLane<Checkpoint>,
): Settings {
  const kept = changesIn(lanes);
  const isKept = (change: Change) =>
    kept.some((one) =>
      (["step", "setting", "from", "to"] as const).every((part) => one[part] === change[part]),
    );
  const later = changes.filter((change) => !isKept(change));
  const before = withoutChanges(applied, later);
  const last = Math.max(step, later.at(-1)?.step ?? 0);
  // Made after the last frame, so that no lane has reported it yet.
  const unreported = changesBetween(last, withChanges(before, later), applied);
  return {
    config: withoutChanges(config, later),
    applied: before,
    changes: kept,
    coming: byStep([...later, ...unreported, ...coming]),
  };
}

/** The settings that a run began with, and all changes of them: those made and those that are planned. */
export function wholePlan({ applied, changes, coming }: Pick<LabState, "applied" | "changes" | "coming">) {
  return { begun: withoutChanges(applied, changes), changes: [...changes, ...coming] };
}

/** The changes that Reset can make again: all of the run's, or those since the fork that it started from. */
export const repeatable = ({
  changes,
  coming,
  fork,
}: Pick<LabState, "changes" | "coming" | "fork">): readonly Change[] =>
  [...changes, ...coming].filter((change) => isPlannable(change) && change.step >= (fork?.step ?? 0));

/** Whether there are two ways to start again: an update was made with a setting that the first was not made with. */
export const mayRepeat = (state: LabState): boolean =>
  repeatable(state).some(({ step }) => step > (state.fork?.step ?? 0) && step < state.step);

/** The settings, and the changes to plan, with which a run starts again as it was; pending settings are as the form says. */
export function startAgain(state: LabState): { config: RunConfig; coming: readonly Change[] } {
  const since = state.fork?.step ?? 0;
  const made = state.changes.filter((change) => isPlannable(change) && change.step >= since);
  const config = withoutChanges(state.config, made);
  return { config, coming: repeatable(state).filter((change) => fitsChange(config, change)) };
}
