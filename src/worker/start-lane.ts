import type { Change } from "../config/changes";
import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { Task } from "../tasks/task";
import type { Checkpoint } from "../training/lane-trainer";
import type { LaneHandle } from "./lane-handle";
import { LocalLane } from "./local-lane";
import type { RunCheckpoint } from "./protocol";
import type { LaneStart } from "./remote-lane";

/** A lane and its state after its last slice of steps. */
export interface RunningLane {
  readonly handle: LaneHandle;
  step: number;
  stopped: boolean;
  millisecondsPerStep: number;
  millisecondsPerMoment: number;
}

export const runningLane = (handle: LaneHandle, from?: Checkpoint): RunningLane => ({
  handle,
  step: from?.lane.step ?? 0,
  stopped: false,
  millisecondsPerStep: 0,
  millisecondsPerMoment: 0,
});

/** The config of a run of two lanes with the settings of their checkpoints. */
export const configOf = (a: Checkpoint, b: Checkpoint): RunConfig => ({
  ...a.config,
  a: a.config[a.key],
  b: b.config[b.key],
});

/** A run's start: its config and the changes that are planned, or a checkpoint. */
export interface RunStart {
  readonly config: RunConfig;
  readonly coming?: readonly Change[] | undefined;
  readonly from?: RunCheckpoint | undefined;
}

/** The start of a lane: its checkpoint if there is one, else the config. */
export const startOf = (key: LaneKey, { config, coming = [], from }: RunStart): LaneStart =>
  from ? { checkpoint: from.lanes[key] } : { config, coming };

/** Starts a lane in this thread, at step 0 or from a checkpoint. */
export const startLane = (key: LaneKey, of: Task, { config, coming, from }: RunStart): Promise<LaneHandle> =>
  from ? LocalLane.resume(from.lanes[key], key, of) : LocalLane.begin(config, key, of, coming);
