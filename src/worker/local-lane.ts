import type { Change } from "../config/changes";
import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { Task } from "../tasks/task";
import type { LaneChange } from "../training/lane-changes";
import { type Checkpoint, LaneTrainer } from "../training/lane-trainer";
import { laneFrame } from "./frame";
import type { LaneHandle, Progress } from "./lane-handle";
import type { EarlierLane, ExportedLane, LaneFrame } from "./protocol";

/** The changes of a run that concern one of its lanes, under the lane's own names. */
const ofLane = (changes: readonly Change[], key: LaneKey): LaneChange[] =>
  changes.flatMap(({ setting, ...change }) => {
    const name = setting.startsWith(`${key}.`) ? setting.slice(2) : setting;
    return name === setting && setting !== "lr"
      ? []
      : [{ ...change, setting: name as LaneChange["setting"] }];
  });

/** A lane that trains in this thread. */
export class LocalLane implements LaneHandle {
  readonly #trainer: LaneTrainer;
  readonly #key: LaneKey;
  #checkpoint: Checkpoint;

  private constructor(trainer: LaneTrainer, key: LaneKey, checkpoint: Checkpoint) {
    [this.#trainer, this.#key, this.#checkpoint] = [trainer, key, checkpoint];
  }

  static async begin(
    config: RunConfig,
    key: LaneKey,
    task: Task,
    coming: readonly Change[] = [],
  ): Promise<LocalLane> {
    const trainer = await LaneTrainer.begin(config, key, task);
    await trainer.adjust(config, config[key], ofLane(coming, key));
    return new LocalLane(trainer, key, await trainer.checkpoint());
  }

  /** @param key the lane to continue as: a fork continues a copy of one lane as the other */
  static async resume(checkpoint: Checkpoint, key: LaneKey, task: Task): Promise<LocalLane> {
    return new LocalLane(await LaneTrainer.resume(task, checkpoint), key, checkpoint);
  }

  async advance(steps: number, momentEvery: number, later: boolean): Promise<Progress> {
    const trainer = this.#trainer;
    const start = performance.now();
    const measuring = trainer.millisecondsOfMeasuring;
    for (let k = 0; k < steps && !trainer.stopped; k++) await trainer.advance(momentEvery, later);
    return {
      step: trainer.step,
      stopped: trainer.stopped !== null,
      elapsed: performance.now() - start - (trainer.millisecondsOfMeasuring - measuring),
      millisecondsPerMoment: trainer.millisecondsPerMoment,
    };
  }

  catchUp(milliseconds: number): Promise<number> {
    return this.#trainer.catchUp(milliseconds);
  }

  frame(): Promise<LaneFrame> {
    return laneFrame(this.#trainer);
  }

  adjust(config: RunConfig, coming: readonly Change[]): Promise<void> {
    return this.#trainer.adjust(config, config[this.#key], ofLane(coming, this.#key));
  }

  async export(): Promise<ExportedLane> {
    const trainer = this.#trainer;
    return {
      rule: trainer.settings.rule,
      step: trainer.lastFiniteStep,
      begun: trainer.begun,
      settings: trainer.trained,
      changes: trainer.changes,
      complex: trainer.complex,
      gradientNormThroughTime: (await trainer.probe()).gradLast,
      weights: await trainer.weights(),
      initial: trainer.initial,
    };
  }

  async checkpoint(): Promise<Checkpoint> {
    if (!this.#trainer.stopped) this.#checkpoint = await this.#trainer.checkpoint();
    const { changes = [] } = this.#checkpoint;
    // A lane that has stopped makes the steps up to its stop again, with the changes that were made in them.
    const later = this.#trainer.changes.slice(changes.length);
    return later.length > 0 ? { ...this.#checkpoint, coming: later } : this.#checkpoint;
  }

  free(): void {
    this.#trainer.free();
  }
}

/** Exports a lane as it was at an earlier moment: recomputes it from a checkpoint, separately from the lane that trains. */
export async function exportEarlier(
  key: LaneKey,
  { from, step }: EarlierLane,
  task: Task,
): Promise<ExportedLane> {
  const lane = await LocalLane.resume(from, key, task);
  try {
    await lane.advance(step - from.lane.step, 0, false);
    return await lane.export();
  } finally {
    lane.free();
  }
}
