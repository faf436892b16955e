import type { RunConfig } from "../config/schema";
import type { Task } from "../tasks/task";
import type { LaneKey } from "../training/lane";
import { LaneTrainer } from "../training/lane-trainer";
import { laneFrame } from "./frame";
import type { LaneHandle, Progress } from "./lane-handle";
import type { ExportedLane, LaneFrame } from "./protocol";

/** A lane that trains in this thread. */
export class LocalLane implements LaneHandle {
  readonly #trainer: LaneTrainer;
  readonly #key: LaneKey;
  #config: RunConfig;

  private constructor(trainer: LaneTrainer, key: LaneKey, config: RunConfig) {
    [this.#trainer, this.#key, this.#config] = [trainer, key, config];
  }

  static async begin(config: RunConfig, key: LaneKey, task: Task): Promise<LocalLane> {
    return new LocalLane(await LaneTrainer.begin(config, key, task), key, config);
  }

  async advance(steps: number): Promise<Progress> {
    const trainer = this.#trainer;
    const start = performance.now();
    for (let k = 0; k < steps && !trainer.stopped; k++) await trainer.advance();
    return { step: trainer.step, stopped: trainer.stopped !== null, elapsed: performance.now() - start };
  }

  frame(): Promise<LaneFrame> {
    return laneFrame(this.#trainer);
  }

  async adjust(config: RunConfig): Promise<void> {
    this.#config = config;
    await this.#trainer.adjust(config);
  }

  async export(): Promise<ExportedLane> {
    const trainer = this.#trainer;
    return {
      rule: this.#config[this.#key].rule,
      step: trainer.step,
      gradientNormThroughTime: (await trainer.probe()).gradLast,
      weights: await trainer.weights(),
      initial: trainer.initial,
    };
  }

  free(): void {
    this.#trainer.free();
  }
}
