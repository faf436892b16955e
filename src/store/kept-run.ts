import * as v from "valibot";
import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { RunCheckpoint, RunningBackend } from "../worker/protocol";
import type { SavedHistory } from "./history";

/** A run in which one lane was copied into the other's place, and both went on from there. */
export interface Fork {
  /** The lane that was copied and stayed where it was. */
  readonly lane: LaneKey;
  readonly step: number;
  /** Both as they stood there; null until the workers have told. */
  readonly point: RunCheckpoint | null;
  /** The run that it was taken from; what that one may have been a fork of is not kept. */
  readonly before: KeptRun | null;
}

/** A run with its past, as plain data: what it takes to go on with it later. */
export interface KeptRun {
  readonly config: RunConfig;
  /** What it ran on: only there are its next steps the same bits. */
  readonly backend: RunningBackend;
  readonly checkpoint: RunCheckpoint;
  /** May reach further than the checkpoint. */
  readonly history: SavedHistory;
  readonly playing: boolean;
  readonly fork: Fork | null;
}

export const WHOLE_NUMBER = v.pipe(v.number(), v.integer());
export const OBJECT = v.looseObject({});
/** As much of a lane in the middle of a run as tells that it was kept whole. */
export const SAVED_LANE = v.looseObject({
  step: WHOLE_NUMBER,
  parameters: v.instance(Float32Array),
  memory: v.array(v.unknown()),
  recurrent: OBJECT,
});
