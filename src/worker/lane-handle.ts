import type { RunConfig } from "../config/schema";
import type { Checkpoint } from "../training/lane-trainer";
import type { ExportedLane, LaneFrame } from "./protocol";

/** Where a lane stands after a stretch of steps. */
export interface Progress {
  /** Steps made since the run began. */
  readonly step: number;
  /** No further step can be made. */
  readonly stopped: boolean;
  /** How long the stretch took, in ms. */
  readonly elapsed: number;
}

/** One lane in training, wherever it runs. One call at a time. */
export interface LaneHandle {
  advance(steps: number): Promise<Progress>;
  frame(): Promise<LaneFrame>;
  adjust(config: RunConfig): Promise<void>;
  export(): Promise<ExportedLane>;
  /** The lane as it stands; one that has stopped, as it stood at the last checkpoint. */
  checkpoint(): Promise<Checkpoint>;
  free(): void;
}
