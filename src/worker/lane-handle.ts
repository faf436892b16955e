import type { RunConfig } from "../config/schema";
import type { Checkpoint } from "../training/lane-trainer";
import type { ExportedLane, LaneFrame } from "./protocol";

/** Where a lane stands after a stretch of steps. */
export interface Progress {
  /** Steps made since the run began. */
  readonly step: number;
  /** No further step can be made. */
  readonly stopped: boolean;
  /** How long the stretch took, in ms, measuring moments apart. */
  readonly elapsed: number;
  /** How long the newest moment took to measure, in ms. */
  readonly millisecondsPerMoment: number;
}

/** One lane in training, wherever it runs. One call at a time. */
export interface LaneHandle {
  /**
   * @param momentEvery steps from one moment that is measured in full to the next
   * @param later whether they wait for {@link catchUp}
   */
  advance(steps: number, momentEvery: number, later: boolean): Promise<Progress>;
  /** Measures moments that wait for it, for so many ms. @returns how many still wait */
  catchUp(milliseconds: number): Promise<number>;
  frame(): Promise<LaneFrame>;
  adjust(config: RunConfig): Promise<void>;
  export(): Promise<ExportedLane>;
  /** The lane as it stands; one that has stopped, as it stood at the last checkpoint. */
  checkpoint(): Promise<Checkpoint>;
  free(): void;
}
