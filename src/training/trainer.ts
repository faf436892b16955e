import type { RunConfig } from "../config/schema";
import { LANE_KEYS, type PerLane } from "../lanes";
import type { Batch, Task } from "../tasks/task";
import { LaneTrainer } from "./lane-trainer";

/** Both lanes of a run in one thread, step by step. It owns them; {@link Trainer.free} ends it. */
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

  /** Steps made by the lane that is furthest. */
  get step(): number {
    return Math.max(...LANE_KEYS.map((key) => this.lanes[key].step));
  }

  /** The batch that the next step is made on. */
  nextBatch(): Batch {
    return this.lanes[this.lanes.a.stopped ? "b" : "a"].nextBatch();
  }

  /** One step of every lane that still runs. */
  async advance(): Promise<void> {
    for (const key of LANE_KEYS) await this.lanes[key].advance();
  }

  /** Settings that act on the next step. */
  async adjust(config: RunConfig): Promise<void> {
    for (const key of LANE_KEYS) await this.lanes[key].adjust(config, config[key]);
  }

  free(): void {
    for (const key of LANE_KEYS) this.lanes[key].free();
  }
}
