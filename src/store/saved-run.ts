import * as v from "valibot";
import type { Change } from "../config/changes";
import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { RunCheckpoint, RunningBackend } from "../worker/protocol";
import type { SavedHistory } from "./history";

/** A fork: one lane was replaced by a copy of the other, and both continued from there. */
export interface Fork {
  /** The lane that was copied. */
  readonly lane: LaneKey;
  readonly step: number;
  /** Both lanes at the fork; null until the workers have reported it. */
  readonly point: RunCheckpoint | null;
  /** The run that was forked, without its own fork's origin; null if that is not kept. */
  readonly before: SavedRun | null;
}

/** A run with its history, as plain data: everything needed to continue it later. */
export interface SavedRun {
  readonly config: RunConfig;
  /** The backend that the run was on: only there are its next steps bit-identical. */
  readonly backend: RunningBackend;
  readonly checkpoint: RunCheckpoint;
  /** May extend beyond the checkpoint. */
  readonly history: SavedHistory;
  readonly playing: boolean;
  readonly fork: Fork | null;
  /** The changes of settings so far, some of them maybe after the checkpoint; absent in runs of earlier releases. */
  readonly changes?: readonly Change[];
  /** The changes that are planned. */
  readonly coming?: readonly Change[];
}

export const WHOLE_NUMBER = v.pipe(v.number(), v.integer());
export const OBJECT = v.looseObject({});
/** The part of a saved lane that shows whether it was saved completely. */
export const SAVED_LANE = v.looseObject({
  step: WHOLE_NUMBER,
  parameters: v.instance(Float32Array),
  memory: v.array(v.unknown()),
  recurrent: OBJECT,
});
