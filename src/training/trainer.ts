import type { RunConfig } from "../config/schema";
import type { Batch, Task } from "../tasks/task";
import type { LaneKey } from "./lane";
import { LaneTrainer } from "./lane-trainer";

export const LANES = ["a", "b"] as const satisfies readonly LaneKey[];
type PerLane<T> = Readonly<Record<LaneKey, T>>;

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
    return LANES.some((key) => !this.lanes[key].stopped);
  }

  /** Steps made by the lane that is furthest. */
  get step(): number {
    return Math.max(...LANES.map((key) => this.lanes[key].step));
  }

  /** The batch that the next step is made on. */
  nextBatch(): Batch {
    return this.lanes[this.lanes.a.stopped ? "b" : "a"].nextBatch();
  }

  /** One step of every lane that still runs. */
  async advance(): Promise<void> {
    for (const key of LANES) await this.lanes[key].advance();
  }

  /** Settings that act on the next step. */
  async adjust(config: RunConfig): Promise<void> {
    for (const key of LANES) await this.lanes[key].adjust(config, config[key]);
  }

  free(): void {
    for (const key of LANES) this.lanes[key].free();
  }
}
