import { HELD_OUT_BYTES, HELD_OUT_SIZE } from "../config/memory-limit";
import type { LaneConfig, RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import { random } from "../math/random";
import type { Batch, Task } from "../tasks/task";
import { type DeviceBatch, freeBatch, uploadBatch, uploadInParts } from "./device-batch";
import { FIRST_MOMENTS } from "./full-moments";
import { Lane, type SavedLane } from "./lane";
import { changed, differences, type LaneChange, type LaneSettings } from "./lane-changes";
import { freeState, type NetworkState } from "./network-state";
import type { ArrayOf } from "./portable";
import { type Observed, observeState, type Probe } from "./probe";
import { readsAtOnce } from "./reads-at-once";
import { StatesToMeasure } from "./states-to-measure";
import type { StepMeasured } from "./step-measurements";
import type { Stop } from "./stop";

/** The number of steps between two measurements on the held-out set. */
export const HELD_OUT_EVERY = 25;

/** Loss and accuracy on the held-out set after `step` updates. */
export interface HeldOut {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** The largest number of held-out scores that are remembered. */
const MAX_HELD_OUTS = 2000;
const NO_SCORE: HeldOut = { step: 0, loss: Number.NaN, accuracy: Number.NaN };

/** A lane's weights before its first step, and its loss and gradient on the first batch. */
export interface InitialLane {
  readonly weights: Readonly<Record<string, ArrayOf>>;
  readonly loss: number;
  readonly gradW: ArrayOf;
}

/** The network after `step` updates, measured in full on batch `step`. */
export interface Moment extends Observed {
  /** The last score on the held-out set, measured at step `heldOut.step`. */
  readonly heldOut: HeldOut;
}

/** A message that is shown to the user once. */
export interface Remark {
  readonly step: number;
  readonly text: string;
}

/** A lane in the middle of its run: together with the task, it makes the same steps as the lane it was taken from. */
export interface Checkpoint {
  /** The config that the run began with, and which of its lanes this one began as. */
  readonly begun: RunConfig;
  readonly key: LaneKey;
  /** The config now. */
  readonly config: RunConfig;
  readonly lane: SavedLane;
  readonly heldOut: HeldOut;
  /** The changes of settings so far; absent in those saved by releases that did not record any. */
  readonly changes?: readonly LaneChange[];
  /** The changes that are still to come. */
  readonly coming?: readonly LaneChange[];
}

/**
 * Trains one lane step by step. Batch k depends only on the seed and k, so any step can be repeated, and both lanes of
 * a run see the same batches wherever each of them runs. It owns its lane and batches; {@link LaneTrainer.free}
 * releases them.
 */
export class LaneTrainer {
  readonly #begun: RunConfig;
  #config: RunConfig;
  readonly #key: LaneKey;
  readonly #task: Task;
  readonly #lane: Lane;
  /** The held-out set as one batch, or in parts if arrays are limited in size. */
  readonly #heldOutBatches: readonly DeviceBatch[];
  #remarks: Remark[] = [];
  /** All changes of settings so far. */
  #changes: readonly LaneChange[] = [];
  /** The changes that are planned for the present step and later ones. */
  #coming: readonly LaneChange[] = [];
  /** How many changes {@link drain} has returned. */
  #drained = 0;
  /** The moments since the last {@link drain}. */
  #moments: Moment[] = [];
  /** The shortest time that a moment took to measure, in ms: on a busy machine most take longer than they need. */
  #minCost = Number.POSITIVE_INFINITY;
  /** The time spent on measuring moments so far, in ms. */
  millisecondsOfMeasuring = 0;
  #endObserved = false;
  /** The scores that moments still to be measured may need, oldest first. */
  #heldOuts: HeldOut[] = [];
  readonly #toMeasure = new StatesToMeasure();
  readonly initial: InitialLane;

  private constructor(
    config: RunConfig,
    key: LaneKey,
    task: Task,
    lane: Lane,
    heldOutBatches: readonly DeviceBatch[],
    initial: InitialLane,
  ) {
    [this.#begun, this.#config, this.#key, this.#task] = [config, config, key, task];
    [this.#lane, this.#heldOutBatches, this.initial] = [lane, heldOutBatches, initial];
  }

  /** Draws the initial weights and measures them on the first batch. */
  static async begin(config: RunConfig, key: LaneKey, task: Task): Promise<LaneTrainer> {
    const lane = new Lane(config, key, task);
    const heldOut = heldOutOf(config, task);
    const maxBytes = readsAtOnce() ? Number.POSITIVE_INFINITY : HELD_OUT_BYTES;
    const heldOutBatches = uploadInParts(heldOut, lane.size, maxBytes);
    const firstBatch = uploadBatch(batchOf(config, task, 0));
    const { gradW, loss } = await lane.measure(firstBatch);
    freeBatch(firstBatch);
    const initial = { weights: await lane.weights(), loss, gradW };
    const trainer = new LaneTrainer(config, key, task, lane, heldOutBatches, initial);
    await trainer.#evaluate();
    return trainer;
  }

  /** Continues from a checkpoint. */
  static async resume(task: Task, checkpoint: Checkpoint): Promise<LaneTrainer> {
    const trainer = await LaneTrainer.begin(checkpoint.begun, checkpoint.key, task);
    trainer.#config = checkpoint.config;
    trainer.#lane.restore(checkpoint.lane);
    trainer.#heldOuts = [checkpoint.heldOut];
    trainer.#changes = checkpoint.changes ?? [];
    trainer.#coming = checkpoint.coming ?? [];
    trainer.#drained = trainer.#changes.length;
    return trainer;
  }

  /** The number of steps made, including those whose measurements have not been read; {@link drain} corrects it. */
  get step(): number {
    return this.#lane.step;
  }

  get stopped(): Stop | null {
    return this.#lane.stopped;
  }

  get heldOut(): HeldOut {
    return this.#heldOuts.at(-1) ?? NO_SCORE;
  }

  /** The lane's present settings. */
  get settings(): LaneConfig {
    return this.#config[this.#key];
  }

  /** What the next update is made with. */
  get trained(): LaneSettings {
    return { ...this.settings, lr: this.#config.lr };
  }

  /** What the first update was made with. */
  get begun(): LaneSettings {
    return { ...this.#begun[this.#key], lr: this.#begun.lr };
  }

  get complex(): boolean {
    return this.#lane.complex;
  }

  /** The batch of the next step. */
  nextBatch(): Batch {
    return batchOf(this.#config, this.#task, this.step);
  }

  /**
   * Makes one step, unless the lane has stopped.
   * @param momentEvery the state is measured in full after each multiple of this many steps, and after each of the
   * first
   *     {@link FIRST_MOMENTS}; 0 for never
   * @param later whether the measurements wait for {@link catchUp}
   */
  async advance(momentEvery = 0, later = false): Promise<void> {
    const lane = this.#lane;
    if (lane.stopped) return;
    while (this.#coming[0]?.step <= lane.step) {
      const [due, ...coming] = this.#coming;
      this.#coming = coming;
      await this.#adopt(changed(this.trained, [due]));
    }
    const batch = uploadBatch(this.nextBatch());
    await lane.train(batch, this.#config.lr);
    freeBatch(batch);
    if (lane.step % HELD_OUT_EVERY === 0 && !lane.stopped) await this.#evaluate();
    if (momentEvery === 0 || lane.stopped) return;
    if (lane.step >= FIRST_MOMENTS && lane.step % momentEvery !== 0) return;
    if (later) this.#toMeasure.push(lane.keepState());
    else await this.observe();
  }

  /** Measures waiting states for about so many ms. @returns the number that still wait */
  async catchUp(milliseconds: number): Promise<number> {
    const end = performance.now() + milliseconds;
    while (this.#toMeasure.length > 0 && performance.now() < end) {
      const state = this.#toMeasure.take();
      if (!state) break;
      if (state.step <= this.lastFiniteStep) await this.#measure(state);
      freeState(state);
    }
    return this.#toMeasure.length;
  }

  async #measure(state: NetworkState): Promise<void> {
    const observed = await observeState(state, batchOf(this.#config, this.#task, state.step));
    this.#moments.push(this.#momentOf(observed));
  }

  async #evaluate(): Promise<void> {
    let [loss, accuracy] = [0, 0];
    for (const part of this.#heldOutBatches) {
      const scores = await this.#lane.evaluate(part);
      loss += scores.loss;
      accuracy += scores.accuracy;
    }
    this.#heldOuts.push({ step: this.#lane.step, loss, accuracy });
    if (this.#heldOuts.length > MAX_HELD_OUTS) this.#heldOuts.splice(0, MAX_HELD_OUTS / 2);
  }

  /**
   * Measures the present state in full, unless that has been done; for a lane that stopped, the last states in which
   * everything was finite.
   */
  async observe(): Promise<void> {
    const lane = this.#lane;
    // Work that is still queued on the device does not count as measuring.
    await lane.settle(this.#task.steps);
    if (!lane.stopped && !lane.isObserved) {
      const begun = performance.now();
      const observed = await lane.observe(this.nextBatch());
      const cost = performance.now() - begun;
      this.#minCost = Math.min(this.#minCost, cost);
      this.millisecondsOfMeasuring += cost;
      if (observed) this.#moments.push(this.#momentOf(observed));
    }
    if (!lane.stopped || this.#endObserved) return;
    this.#endObserved = true;
    for (const state of lane.lastFinite) await this.#measure(state);
  }

  #momentOf(observed: Observed): Moment {
    const heldOut = this.#heldOuts.findLast(({ step }) => step <= observed.step) ?? NO_SCORE;
    return { ...observed, heldOut };
  }

  /** The steps of the last finite states before the lane stopped, oldest first; empty while it runs. */
  get lastFinite(): readonly number[] {
    return this.#lane.lastFinite.map(({ step }) => step);
  }

  /** The time that measuring a moment takes, in ms. */
  get millisecondsPerMoment(): number {
    return Number.isFinite(this.#minCost) ? this.#minCost : 0;
  }

  /** Waits for the device, then takes the scalars, moments, remarks and changes gathered since the last call. */
  async drain(): Promise<{
    records: StepMeasured[];
    moments: Moment[];
    remarks: Remark[];
    changes: readonly LaneChange[];
  }> {
    const records = await this.#lane.measurements(this.#task.steps);
    const changes = this.#changes.slice(this.#drained);
    this.#drained = this.#changes.length;
    return { records, moments: this.#moments.splice(0), remarks: this.#remarks.splice(0), changes };
  }

  /** All changes of settings so far that an update was made with, or that the next one will be. */
  get changes(): readonly LaneChange[] {
    return this.#changes.filter(({ step }) => step <= this.step);
  }

  /** Measures the vectors of the newest finite state, on the batch of its next step. */
  probe(): Promise<Probe> {
    return this.#lane.probe(batchOf(this.#config, this.#task, this.lastFiniteStep));
  }

  /** The step of the newest finite state, which is that of {@link weights}. */
  get lastFiniteStep(): number {
    return this.#lane.lastFiniteStep;
  }

  weights(): Promise<Record<string, ArrayOf>> {
    return this.#lane.weights();
  }

  /**
   * Changes settings from the next step on.
   * @param lane the lane's own settings
   * @param coming the changes that are planned, by step, instead of those planned before; the lane has made those of
   *     earlier steps
   */
  async adjust(
    { lr, steps, exp }: RunConfig,
    lane: LaneConfig,
    coming: readonly LaneChange[] = [],
  ): Promise<void> {
    this.#config = { ...this.#config, steps, exp };
    const made = coming.filter(({ step }) => step < this.step);
    this.#coming = coming.slice(made.length);
    await this.#adopt(changed({ ...lane, lr }, made));
  }

  async #adopt(settings: LaneSettings): Promise<void> {
    const { lr, ...lane } = settings;
    if (!this.stopped) this.#changes = [...this.#changes, ...differences(this.step, this.trained, settings)];
    this.#config = { ...this.#config, lr, [this.#key]: lane };
    const text = await this.#lane.adjust(lane);
    // Another rule may have moved W.
    this.#toMeasure.forget(this.step);
    if (text !== undefined) this.#remarks.push({ step: this.step, text });
  }

  async checkpoint(): Promise<Checkpoint> {
    const { heldOut } = this;
    const [begun, key, config] = [this.#begun, this.#key, this.#config];
    const [changes, coming] = [this.#changes, this.#coming];
    return { begun, key, config, lane: await this.#lane.save(), heldOut, changes, coming };
  }

  free(): void {
    this.#toMeasure.free();
    this.#lane.free();
    for (const part of this.#heldOutBatches) freeBatch(part);
  }
}

/** The held-out set of a run. */
export function heldOutOf(config: RunConfig, task: Task): Batch {
  return task.heldOut(random(config.seed, "held out"), HELD_OUT_SIZE);
}

/** Batch k of a run. */
export function batchOf(config: RunConfig, task: Task, k: number): Batch {
  return task.batch(random(config.seed, `batch ${k}`), config.batch);
}
