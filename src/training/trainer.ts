import type { RunConfig } from "../config/schema";
import { random } from "../math/random";
import type { Batch, Task } from "../tasks/task";
import { type DeviceBatch, freeBatch, uploadBatch } from "./device-batch";
import { Lane, type LaneKey, type Probe } from "./lane";
import type { ArrayOf } from "./portable";
import type { Measured } from "./stop";

export const LANES = ["a", "b"] as const satisfies readonly LaneKey[];
type PerLane<T> = Record<LaneKey, T>;

/** Steps between two measurements on the sequences never trained on. */
export const HELD_OUT_EVERY = 25;
const HELD_OUT_SIZE = 128;

/** One step's scalars of one lane; `step` counts the updates made before it. */
export interface ScalarRecord extends Measured {
  readonly step: number;
}

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

interface Remark {
  readonly step: number;
  readonly text: string;
}

/**
 * Both lanes, step by step, on the same batches. Batch k depends on seed and k alone, so any step can be made
 * again. It owns its lanes and batches; {@link Trainer.free} ends it.
 */
export class Trainer {
  #config: RunConfig;
  readonly #task: Task;
  readonly #lanes: PerLane<Lane>;
  readonly #heldOutBatch: DeviceBatch;
  readonly #records: PerLane<ScalarRecord[]> = { a: [], b: [] };
  readonly #remarks: PerLane<Remark[]> = { a: [], b: [] };
  readonly #lastProbes: Partial<PerLane<Probe & { readonly at: number }>> = {};
  readonly heldOut: PerLane<HeldOut>;
  readonly initial: PerLane<InitialLane>;
  /** Steps made by the lane that is furthest. */
  step = 0;

  private constructor(config: RunConfig, task: Task, parts: Pick<Trainer, "heldOut" | "initial"> & Parts) {
    this.#config = config;
    this.#task = task;
    this.#lanes = parts.lanes;
    this.#heldOutBatch = parts.heldOutBatch;
    this.heldOut = parts.heldOut;
    this.initial = parts.initial;
    for (const key of LANES) this.#records[key].push({ step: 0, ...parts.first[key] });
  }

  /** Draws the initial weights and measures them on the first batch. */
  static async begin(config: RunConfig, task: Task): Promise<Trainer> {
    const lanes = { a: new Lane(config, "a", task), b: new Lane(config, "b", task) };
    const heldOutBatch = uploadBatch(task.heldOut(random(config.seed, "held out"), HELD_OUT_SIZE));
    const firstBatch = uploadBatch(batchOf(config, task, 0));
    const each = async <T>(of: (lane: Lane) => Promise<T>) => ({
      a: await of(lanes.a),
      b: await of(lanes.b),
    });
    const first = await each((lane) => lane.measure(firstBatch));
    const initial = await each(async (lane) => ({
      weights: await lane.weights(),
      loss: (await lane.measure(firstBatch)).loss,
      gradW: await lane.gradient(firstBatch),
    }));
    const heldOut = await each(async (lane) => ({ step: 0, ...(await lane.evaluate(heldOutBatch)) }));
    freeBatch(firstBatch);
    return new Trainer(config, task, { lanes, heldOutBatch, heldOut, initial, first });
  }

  get running(): boolean {
    return LANES.some((key) => !this.#lanes[key].stopped);
  }

  lane(key: LaneKey): Lane {
    return this.#lanes[key];
  }

  /** The batch that the next step is made on. */
  nextBatch(): Batch {
    return batchOf(this.#config, this.#task, this.step);
  }

  /** One step of every lane that still runs. */
  async advance(): Promise<void> {
    const batch = uploadBatch(this.nextBatch());
    for (const key of LANES) {
      const lane = this.#lanes[key];
      if (lane.stopped) continue;
      const at = lane.step;
      const measured = await lane.train(batch, this.#config.lr);
      // The initial state was recorded when the run began.
      if (at > 0) this.#records[key].push({ step: at, ...measured });
      if (lane.step % HELD_OUT_EVERY === 0 && !lane.stopped) {
        this.heldOut[key] = { step: lane.step, ...(await lane.evaluate(this.#heldOutBatch)) };
      }
    }
    freeBatch(batch);
    this.step = Math.max(...LANES.map((key) => this.#lanes[key].step));
  }

  /**
   * The newest vectors of a lane, on the batch of its next step, and the step they were measured at. A lane that
   * stopped keeps what was last finite: what led to the stop, rather than a picture full of NaN.
   */
  async probe(key: LaneKey): Promise<Probe & { readonly at: number }> {
    const lane = this.#lanes[key];
    const last = this.#lastProbes[key];
    if (lane.stopped && last) return structuredClone(last);
    const batch = uploadBatch(this.nextBatch());
    const probe = { ...(await lane.probe(batch)), at: lane.step };
    freeBatch(batch);
    if (probe.gradLast.every(Number.isFinite)) {
      // The caller may hand its arrays away.
      this.#lastProbes[key] = structuredClone(probe);
    }
    return probe;
  }

  /** Takes the scalars and remarks gathered since the last call. */
  drain(key: LaneKey): { records: ScalarRecord[]; remarks: Remark[] } {
    return { records: this.#records[key].splice(0), remarks: this.#remarks[key].splice(0) };
  }

  /** Settings that act on the next step. */
  async adjust(config: RunConfig): Promise<void> {
    const { lr, steps, exp } = config;
    this.#config = { ...this.#config, lr, steps, exp };
    for (const key of LANES) {
      const lane = this.#lanes[key];
      const text = await lane.adjust(config[key]);
      if (text !== undefined) this.#remarks[key].push({ step: lane.step, text });
    }
  }

  free(): void {
    for (const key of LANES) this.#lanes[key].free();
    freeBatch(this.#heldOutBatch);
  }
}

interface Parts {
  readonly lanes: PerLane<Lane>;
  readonly heldOutBatch: DeviceBatch;
  readonly first: PerLane<Measured>;
}

/** Batch k of a run. */
export function batchOf(config: RunConfig, task: Task, k: number): Batch {
  return task.batch(random(config.seed, `batch ${k}`), config.batch);
}
