import type { RunConfig } from "../config/schema";
import { LANE_KEYS, type PerLane } from "../lanes";
import type { Batch, Task } from "../tasks/task";
import { LaneTrainer } from "./lane-trainer";

/** Trains both lanes of a run in one thread, step by step. It owns them; {@link Trainer.free} releases them. */
export class Trainer {
  readonly lanes: PerLane<LaneTrainer>;

  private constructor(lanes: PerLane<LaneTrainer>) {
    this.lanes = lanes;
  }

  static async begin(config: RunConfig, task: Task): Promise<Trainer> {
    return new Trainer({
      a: await LaneTrainer.begin(config, "a", task),
      b: await LaneTrainer.begin(config, "b", task),
    });
  }

  get running(): boolean {
    return LANE_KEYS.some((key) => !this.lanes[key].stopped);
  }

  /** The number of steps made by the lane that is further. */
  get step(): number {
    return Math.max(...LANE_KEYS.map((key) => this.lanes[key].step));
  }

  /** The batch of the next step. */
  nextBatch(): Batch {
    return this.lanes[this.lanes.a.stopped ? "b" : "a"].nextBatch();
  }

  /** Makes one step of every lane that has not stopped. */
  async advance(): Promise<void> {
    for (const key of LANE_KEYS) await this.lanes[key].advance();
  }

  /** Changes settings from the next step on. */
  async adjust(config: RunConfig): Promise<void> {
    for (const key of LANE_KEYS) await this.lanes[key].adjust(config, config[key]);
  }

  free(): void {
    for (const key of LANE_KEYS) this.lanes[key].free();
  }
}
