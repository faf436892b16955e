import type { RunConfig } from "../config/schema";
import { random } from "../math/random";
import type { Batch, Task } from "../tasks/task";
import { type DeviceBatch, freeBatch, uploadBatch, uploadInParts } from "../training/device-batch";
import { Lane, type SavedLane } from "../training/lane";
import type { ArrayOf } from "../training/portable";
import type { Measured, Stop } from "../training/stop";

/** Maximum bytes of an array of the evaluation, whose batch is divided if it is larger. */
const EVALUATION_BYTES = 2 ** 26;

/** Batch k of a run. */
const batchOf = (config: RunConfig, task: Task, k: number): Batch =>
  task.batch(random(config.seed, `batch ${k}`), config.batch);

/** Trains lane B of a config alone. It owns its tensors; {@link free} releases them. */
export class Engine {
  readonly #config: RunConfig;
  readonly #task: Task;
  readonly #lane: Lane;

  constructor(config: RunConfig, task: Task) {
    this.#config = config;
    this.#task = task;
    this.#lane = new Lane(config, "b", task);
  }

  get step(): number {
    return this.#lane.step;
  }
  get stopped(): Stop | null {
    return this.#lane.stopped;
  }

  /** Makes one step. @returns what was measured before its update */
  async advance(): Promise<Measured> {
    await this.#on(batchOf(this.#config, this.#task, this.step), (batch) =>
      this.#lane.train(batch, this.#config.lr),
    );
    const measured = (await this.#lane.measurements(this.#task.steps)).at(-1);
    if (!measured) throw new Error("A step was made and not measured.");
    return measured;
  }

  /** ‖∂L_T/∂h_t‖, t = 0 … T, on the batch of the next step. */
  lastStepNorms(): Promise<Float32Array> {
    return this.#lane.lastStepNorms(batchOf(this.#config, this.#task, this.step));
  }

  /** Mean loss and accuracy of the present weights on a batch. */
  async evaluate(batch: Batch): Promise<{ loss: number; accuracy: number }> {
    const parts = uploadInParts(batch, this.#lane.size, EVALUATION_BYTES);
    let [loss, accuracy] = [0, 0];
    try {
      for (const part of parts) {
        const score = await this.#lane.evaluate(part);
        loss += score.loss;
        accuracy += score.accuracy;
      }
      return { loss, accuracy };
    } finally {
      for (const part of parts) freeBatch(part);
    }
  }

  weights(): Promise<Record<string, ArrayOf>> {
    return this.#lane.weights();
  }

  save(): Promise<SavedLane> {
    return this.#lane.save();
  }

  /** Continues from the saved state of a lane of the same config. */
  restore(saved: SavedLane): void {
    this.#lane.restore(saved);
  }

  free(): void {
    this.#lane.free();
  }

  /** Uploads a batch for the duration of some work. */
  async #on<T>(batch: Batch, work: (uploaded: DeviceBatch) => Promise<T>): Promise<T> {
    const uploaded = uploadBatch(batch);
    try {
      return await work(uploaded);
    } finally {
      freeBatch(uploaded);
    }
  }
}
