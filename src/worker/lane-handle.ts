import type { Change } from "../config/changes";
import type { RunConfig } from "../config/schema";
import type { Checkpoint } from "../training/lane-trainer";
import type { ExportedLane, LaneFrame } from "./protocol";

/** The state of a lane after a slice of steps. */
export interface Progress {
  /** Steps made since the run began. */
  readonly step: number;
  /** No further step can be made. */
  readonly stopped: boolean;
  /** How long the slice took, in ms, without measuring moments. */
  readonly elapsed: number;
  /** How long the newest moment took to measure, in ms. */
  readonly millisecondsPerMoment: number;
}

/** One lane in training, in this thread or another. Only one call may be pending at a time. */
export interface LaneHandle {
  /**
   * Makes training steps.
   * @param momentEvery steps from one moment that is measured in full to the next
   * @param later whether those moments are measured later, by {@link catchUp}
   */
  advance(steps: number, momentEvery: number, later: boolean): Promise<Progress>;
  /** Measures waiting moments for a number of ms. @returns how many still wait */
  catchUp(milliseconds: number): Promise<number>;
  frame(): Promise<LaneFrame>;
  /** @param coming the changes of the run that are planned */
  adjust(config: RunConfig, coming: readonly Change[]): Promise<void>;
  export(): Promise<ExportedLane>;
  /** The lane as it is now; a lane that has stopped returns its last checkpoint before that. */
  checkpoint(): Promise<Checkpoint>;
  free(): void;
}
