import type { LaneConfig, RunConfig } from "../config/schema";
import { random } from "../math/random";
import type { Batch, Task } from "../tasks/task";
import { type DeviceBatch, freeBatch, uploadBatch } from "./device-batch";
import { Lane, type LaneKey, type SavedLane, type StepMeasured } from "./lane";
import type { ArrayOf } from "./portable";
import type { Probe } from "./probe";
import type { Stop } from "./stop";

/** Steps between two measurements on the sequences never trained on. */
export const HELD_OUT_EVERY = 25;
const HELD_OUT_SIZE = 128;

export interface HeldOut {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** What a lane was before its first step, and what it saw. */
export interface InitialLane {
  readonly weights: Readonly<Record<string, ArrayOf>>;
  readonly loss: number;
  readonly gradW: ArrayOf;
}

/** What is to be told to the person, once. */
export interface Remark {
  readonly step: number;
  readonly text: string;
}

/** A lane in the middle of its run: with the task it makes the same steps as the lane it was taken from. */
export interface Checkpoint {
  /** The config that the run began with, and which of its lanes this one began as. */
  readonly begun: RunConfig;
  readonly key: LaneKey;
  /** The config now. */
  readonly config: RunConfig;
  readonly lane: SavedLane;
  readonly heldOut: HeldOut;
}

/**
 * One lane, step by step. Batch k depends on seed and k alone, so any step can be made again, and two lanes of one
 * run see the same batches wherever each of them runs. It owns its lane and batches; {@link LaneTrainer.free} ends it.
 */
export class LaneTrainer {
  readonly #begun: RunConfig;
  #config: RunConfig;
  readonly #key: LaneKey;
  readonly #task: Task;
  readonly #lane: Lane;
  readonly #heldOutBatch: DeviceBatch;
  #records: StepMeasured[] = [];
  #remarks: Remark[] = [];
  #lastProbe: (Probe & { readonly at: number }) | null = null;
  heldOut: HeldOut = { step: 0, loss: Number.NaN, accuracy: Number.NaN };
  readonly initial: InitialLane;

  private constructor(
    config: RunConfig,
    key: LaneKey,
    task: Task,
    lane: Lane,
    heldOutBatch: DeviceBatch,
    initial: InitialLane,
  ) {
    [this.#begun, this.#config, this.#key, this.#task] = [config, config, key, task];
    [this.#lane, this.#heldOutBatch, this.initial] = [lane, heldOutBatch, initial];
  }

  /** Draws the initial weights and measures them on the first batch. */
  static async begin(config: RunConfig, key: LaneKey, task: Task): Promise<LaneTrainer> {
    const lane = new Lane(config, key, task);
    const heldOutBatch = uploadBatch(task.heldOut(random(config.seed, "held out"), HELD_OUT_SIZE));
    const firstBatch = uploadBatch(batchOf(config, task, 0));
    const { gradW, ...first } = await lane.measure(firstBatch);
    freeBatch(firstBatch);
    const initial = { weights: await lane.weights(), loss: first.loss, gradW };
    const trainer = new LaneTrainer(config, key, task, lane, heldOutBatch, initial);
    trainer.#records.push({ step: 0, ...first });
    await trainer.#evaluate();
    return trainer;
  }

  /** Goes on where a checkpoint was taken. */
  static async resume(task: Task, checkpoint: Checkpoint): Promise<LaneTrainer> {
    const trainer = await LaneTrainer.begin(checkpoint.begun, checkpoint.key, task);
    trainer.#config = checkpoint.config;
    trainer.#lane.restore(checkpoint.lane);
    trainer.heldOut = checkpoint.heldOut;
    trainer.#records = [];
    return trainer;
  }

  /** Where a step is on its way to be measured it counts already; {@link drain} tells whether it could be made. */
  get step(): number {
    return this.#lane.step;
  }

  get stopped(): Stop | null {
    return this.#lane.stopped;
  }

  /** Its own settings now. */
  get settings(): LaneConfig {
    return this.#config[this.#key];
  }

  get complex(): boolean {
    return this.#lane.complex;
  }

  /** The batch that the next step is made on. */
  nextBatch(): Batch {
    return batchOf(this.#config, this.#task, this.step);
  }

  /** One step, unless the lane has stopped. */
  async advance(): Promise<void> {
    const lane = this.#lane;
    if (lane.stopped) return;
    const batch = uploadBatch(this.nextBatch());
    await lane.train(batch, this.#config.lr);
    freeBatch(batch);
    if (lane.step % HELD_OUT_EVERY === 0 && !lane.stopped) await this.#evaluate();
  }

  async #evaluate(): Promise<void> {
    const scores = await this.#lane.evaluate(this.#heldOutBatch);
    this.heldOut = { step: this.#lane.step, ...scores };
  }

  /** Takes the scalars and remarks gathered since the last call, once the device has told them. */
  async drain(): Promise<{ records: StepMeasured[]; remarks: Remark[] }> {
    const measured = await this.#lane.measurements(this.#task.steps);
    // The initial state was recorded when the run began.
    const records = [...this.#records, ...measured.filter(({ step }) => step > 0)];
    this.#records = [];
    return { records, remarks: this.#remarks.splice(0) };
  }

  /**
   * The newest vectors, on the batch of the next step, and the step they were measured at. A lane that stopped keeps
   * what was last finite: what led to the stop, rather than a picture full of NaN.
   */
  async probe(): Promise<Probe & { readonly at: number }> {
    if (this.#lane.stopped && this.#lastProbe) return structuredClone(this.#lastProbe);
    const probe = { ...(await this.#lane.probe(this.nextBatch())), at: this.step };
    if (probe.gradLast.every(Number.isFinite)) {
      // The caller may hand its arrays away.
      this.#lastProbe = structuredClone(probe);
    }
    return probe;
  }

  weights(): Promise<Record<string, ArrayOf>> {
    return this.#lane.weights();
  }

  /**
   * Settings that act on the next step.
   * @param lane the lane's own among them
   */
  async adjust({ lr, steps, exp }: RunConfig, lane: LaneConfig): Promise<void> {
    this.#config = { ...this.#config, lr, steps, exp, [this.#key]: lane };
    const text = await this.#lane.adjust(lane);
    if (text !== undefined) this.#remarks.push({ step: this.step, text });
  }

  async checkpoint(): Promise<Checkpoint> {
    const { heldOut } = this;
    const [begun, key, config] = [this.#begun, this.#key, this.#config];
    return { begun, key, config, lane: await this.#lane.save(), heldOut };
  }

  free(): void {
    this.#lane.free();
    freeBatch(this.#heldOutBatch);
  }
}

/** Batch k of a run. */
export function batchOf(config: RunConfig, task: Task, k: number): Batch {
  return task.batch(random(config.seed, `batch ${k}`), config.batch);
}
