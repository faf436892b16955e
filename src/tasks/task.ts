import type { RunConfig } from "../config/schema";
import type { Random } from "../math/random";

/** How outputs become a loss: cross-entropy with one class in nats, or the squared distance to real numbers. */
export type Head = "softmax" | "squared error";

/** A real-valued answer counts as right this near to its target (Hochreiter, Schmidhuber 1997, section 5.4). */
export const RIGHT_WITHIN = 0.04;

/**
 * One batch, time-major. An Int32Array holds one class an entry, `inputs[t·batch + k]`, which stands for a one-hot
 * vector; a Float32Array holds real vectors, `inputs[(t·batch + k)·d + j]`.
 */
export interface Batch<
  Inputs extends Int32Array | Float32Array = Int32Array | Float32Array,
  Targets extends Int32Array | Float32Array = Int32Array | Float32Array,
> {
  readonly size: number;
  /** Time steps T. */
  readonly steps: number;
  /** [T, batch] classes in 0 … d − 1, or [T, batch, d] real values. */
  readonly inputs: Inputs;
  /** [T, batch] classes for softmax, or [T, batch, o] values for squared error; ignored where the step has no weight. */
  readonly targets: Targets;
  /** [T] weight of each step's loss; at least the last is positive. */
  readonly stepWeights: Float32Array;
  /** [T] 1 where the accuracy counts, else 0. */
  readonly scored: Uint8Array;
}

/** Makes batches. Built once a run from its config (and text, where the task needs one). */
export interface Task<Made extends Batch = Batch> {
  readonly label: string;
  /** One sentence on what the network has to do, with this config's numbers. */
  readonly description: string;
  /** Width d of an input: classes, or real numbers. */
  readonly inputs: number;
  /** Width o of an output. */
  readonly outputs: number;
  readonly head: Head;
  /** Steps T of one sequence. */
  readonly steps: number;
  /**
   * What a network without memory reaches: mean loss and accuracy in [0, 1]. With squared error, accuracy is the
   * share of answers within {@link RIGHT_WITHIN} of their targets.
   */
  readonly baseline: { readonly loss: number; readonly accuracy: number; readonly name: string };
  /** Fresh training sequences. */
  batch(random: Random, size: number): Made;
  /** Sequences never trained on: held-out data, or fresh ones. */
  heldOut(random: Random, size: number): Made;
  /** What an input or output class stands for, for people; empty where there are none. */
  readonly symbols: readonly string[];
  /** Absent where the task is no text. */
  readonly language?: Language;
}

/** Words for a text's classes, and what is known of it without a network. */
export interface Language {
  /** What one token is called, such as "word". */
  readonly unit: string;
  /** The classes of a text's tokens. */
  encode(text: string): number[];
  /** Classes as a text that reads well. */
  decode(classes: readonly number[]): string;
  /** What the token before alone tells of the next one: loss in nats and accuracy on the held-out text. */
  bigram(): { readonly loss: number; readonly accuracy: number };
}

/** The settings of a run that a task may read. */
export type TaskSetting = "length" | "recall" | "alphabet" | "vocabulary" | "text" | "supervise";

/** What is known of a task before it is made. */
export interface TaskShape {
  /** Time steps T of one sequence. */
  readonly steps: number;
  /** Width o of an output; where only the text decides it, a bound from above. */
  readonly outputs: number;
}

/** A task in Python: `INPUTS`, `OUTPUTS`, `FIRST`, `batch(k)` and `loss_of(y, targets)`. */
export interface PythonTask {
  /** Its files in `export/pytorch/python/tasks`, without ending. */
  readonly needs: readonly string[];
  readonly imports: readonly string[];
  /** The settings that it reads, by their names in Python. */
  settings(config: RunConfig): Readonly<Record<string, number>>;
}

/** What a task is made of. Plain numbers and text: no device. */
export interface TaskMaker<Made extends Batch = Batch> {
  readonly label: string;
  /** Static files it reads, relative to the site's base. */
  readonly files: readonly string[];
  readonly head: Head;
  /** Whether it predicts the next token of a text; such tasks are tested at the last step alone. */
  readonly isText: boolean;
  /** The settings that make a difference to it. */
  readonly reads: readonly TaskSetting[];
  shape(config: RunConfig): TaskShape;
  readonly python: PythonTask;
  /** @throws Error with a sentence for the person when config and text do not fit. */
  make(config: RunConfig, texts: readonly string[]): Task<Made>;
}

/** Batches of next-token and copying tasks: classes in, classes out. */
export type ClassBatch = Batch<Int32Array, Int32Array>;
