import type { RunConfig, TaskId } from "../config/schema";
import type { Random } from "../math/random";

/** One batch, time-major. Inputs are one-hot and given by index: `inputs[t·batch + k]` in 0 … task.inputs − 1. */
export interface Batch {
  readonly size: number;
  /** Time steps T. */
  readonly steps: number;
  /** [T, batch] input classes. */
  readonly inputs: Int32Array;
  /** [T, batch] target classes; where the step's weight is 0 the entry is ignored. */
  readonly targets: Int32Array;
  /** [T] weight of each step's loss; at least the last is positive. */
  readonly stepWeights: Float32Array;
  /** [T] 1 where the accuracy counts, else 0. */
  readonly scored: Uint8Array;
}

/** Makes batches. Built once a run from its config (and text, where the task needs one). */
export interface Task {
  readonly id: TaskId;
  readonly label: string;
  /** One sentence on what the network has to do, with this config's numbers. */
  readonly description: string;
  /** Input classes d. */
  readonly inputs: number;
  /** Output classes o. */
  readonly outputs: number;
  /** Steps T of one sequence. */
  readonly steps: number;
  /** What a network without memory reaches: mean cross-entropy in nats and, in [0, 1], accuracy. */
  readonly baseline: { readonly loss: number; readonly accuracy: number; readonly name: string };
  /** Fresh training sequences. */
  batch(random: Random, size: number): Batch;
  /** Sequences never trained on: held-out text, or fresh ones. */
  heldOut(random: Random, size: number): Batch;
  /** What a class stands for, for people. */
  readonly symbols: readonly string[];
}

/** What a task is made of. Plain numbers and text: no device. */
export interface TaskMaker {
  readonly id: TaskId;
  readonly label: string;
  /** Static files it reads, relative to the site's base. */
  readonly files: readonly string[];
  /** @throws Error with a sentence for the person when config and text do not fit. */
  make(config: RunConfig, texts: readonly string[]): Task;
}
