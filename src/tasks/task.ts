import type { RunConfig } from "../config/schema";
import type { Random } from "../math/random";

/** How outputs become a loss: cross-entropy with one class in nats, or the squared distance to real numbers. */
export type Head = "softmax" | "squared error";

/**
 * A real-valued answer counts as right within this distance of its target (Hochreiter, Schmidhuber 1997, section 5.4).
 */
export const RIGHT_WITHIN = 0.04;

/**
 * One batch, time-major. An Int32Array has one class per entry, `inputs[t·batch + k]`, which represents a one-hot
 * vector; a Float32Array has real vectors, `inputs[(t·batch + k)·d + j]`.
 */
export interface Batch<
  Inputs extends Int32Array | Float32Array = Int32Array | Float32Array,
  Targets extends Int32Array | Float32Array = Int32Array | Float32Array,
> {
  /** The number of sequences. */
  readonly size: number;
  /** Time steps T. */
  readonly steps: number;
  /** [T, batch] classes in 0 … d − 1, or [T, batch, d] real values. */
  readonly inputs: Inputs;
  /**
   * [T, batch] classes for softmax, or [T, batch, o] values for squared error; ignored if the time step has no weight.
   */
  readonly targets: Targets;
  /** [T] the weight of each time step's loss; at least the last is positive. */
  readonly stepWeights: Float32Array;
  /** [T] 1 if the time step counts for the accuracy, else 0. */
  readonly scored: Uint8Array;
}

/**
 * A task with its data, which makes batches. Built once per run from the config, and from a text if the task needs one.
 */
export interface Task<Made extends Batch = Batch> {
  readonly label: string;
  /** One sentence that describes the task, with this config's numbers. */
  readonly description: string;
  /** The size d of an input: the number of classes, or of real numbers. */
  readonly inputs: number;
  /** The size o of an output. */
  readonly outputs: number;
  readonly head: Head;
  /** Time steps T of one sequence. */
  readonly steps: number;
  /**
   * The mean loss and the accuracy in [0, 1] that are possible without memory. With squared error, accuracy is the
   * share of answers within {@link RIGHT_WITHIN} of their targets.
   */
  readonly baseline: { readonly loss: number; readonly accuracy: number; readonly name: string };
  /** Draws training sequences. */
  batch(random: Random, size: number): Made;
  /** Draws sequences for the held-out set: from held-out data, or newly generated ones. */
  heldOut(random: Random, size: number): Made;
  /** The held-out data as sequences in order, if there is a finite number of them. */
  readonly heldOutData?: {
    readonly count: number;
    /** The sequences with these indices, each 0 … count − 1. */
    batch(indices: readonly number[]): Made;
  };
  /** The names of the input and output classes, as shown to the user; empty if there are none. */
  readonly symbols: readonly string[];
  /** Defined if the task is a text. */
  readonly language?: Language;
  /** The digest of the file or text that it reads, if it reads one. */
  readonly data?: string | undefined;
}

/** Reads and writes text in the classes of a task. */
export interface Coding {
  /** The name of one token, such as "word". */
  readonly unit: string;
  /** Returns the classes of a text's tokens. */
  encode(text: string): number[];
  /** Joins the tokens of classes to a readable text. */
  decode(classes: readonly number[]): string;
}

/** What is needed of a text task to write with a trained network, without the text. */
export interface TextReader extends Coding {
  /** {@link Task.symbols} */
  readonly symbols: readonly string[];
}

/** The tokens of a text's classes, and its bigram baseline. */
export interface Language extends Coding {
  /** The loss in nats and the accuracy on the held-out text of predicting from the previous token only. */
  bigram(): { readonly loss: number; readonly accuracy: number };
}

/** The settings of a run that a task may read. */
export type TaskSetting = "length" | "recall" | "alphabet" | "vocabulary" | "text" | "supervise" | "order";

/** The sizes of a task that are known before it is built. */
export interface TaskShape {
  /** Time steps T of one sequence. */
  readonly steps: number;
  /** The size o of an output, or an upper bound if it depends on the text. */
  readonly outputs: number;
}

/** The Python code of a task, which defines `INPUTS`, `OUTPUTS`, `FIRST`, `batch(k)` and `loss_of(y, targets)`. */
export interface PythonTask {
  /** The names of its files in `export/pytorch/python/tasks`, without extension. */
  readonly needs: readonly string[];
  readonly imports: readonly string[];
  /** The values of its settings, by their names in Python. */
  settings(config: RunConfig): Readonly<Record<string, number>>;
}

/** The description of a task, from which it is built with a config and texts. It uses no device. */
export interface TaskMaker<Made extends Batch = Batch> {
  readonly label: string;
  /** The static files that it reads, relative to the site's base. */
  readonly files: readonly string[];
  readonly head: Head;
  /** Whether it predicts the next token of a text; such tasks are tested at the last time step only. */
  readonly isText: boolean;
  /** How its sequences are drawn: as symbols, as a text, as numbers of which two are added, or as an image. */
  readonly drawnAs: "symbols" | "text" | "sum" | "image";
  /** The settings that the task reads. */
  readonly reads: readonly TaskSetting[];
  shape(config: RunConfig): TaskShape;
  readonly python: PythonTask;
  /** Builds the task. @throws Error with a sentence for the user if config and text do not fit */
  make(config: RunConfig, texts: readonly string[]): Task<Made>;
}

/** Batches of next-token and copying tasks: classes in, classes out. */
export type ClassBatch = Batch<Int32Array, Int32Array>;
