import type { RunConfig } from "../config/schema";
import type { RunCheckpoint, RunningBackend } from "../worker/protocol";
import type { SavedHistory } from "./history";

/** A run with its past, as plain data: what it takes to go on with it later. */
export interface KeptRun {
  readonly config: RunConfig;
  /** What it ran on: only there are its next steps the same bits. */
  readonly backend: RunningBackend;
  readonly checkpoint: RunCheckpoint;
  /** May reach further than the checkpoint. */
  readonly history: SavedHistory;
  readonly playing: boolean;
}
