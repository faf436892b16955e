import { availableBytes, HELD_OUT_SIZE, laneBytes } from "../config/memory-limit";
import type { RunConfig } from "../config/schema";
import type { PlannedRun } from "../experiments/expand";
import { failedRow } from "../experiments/row";
import type { RunCheckpoint } from "../experiments/run";
import { sizeInBytes } from "../own-data/describe";
import type { OwnData } from "../own-data/own-data";
import program from "./experiment.worker?worker&url";
import type { ExperimentRequest, ExperimentResponse } from "./experiment-protocol";
import { ModuleWorker } from "./module-worker";

export interface PoolEvents {
  readonly received: (response: News) => void;
  /** The run was not trained, because its worker did not start: the pool is smaller now, and another worker is to train it. */
  readonly returned: (id: string) => void;
}

/** What the pool reports of its runs. */
export type News = Exclude<ExperimentResponse, { type: "started" | "unable" }>;

/** The interface through which the store uses the pool. */
export interface Pool {
  /**
   * The number of these runs that can be trained at the same time; smaller once a worker did not start.
   * @param data the user's own data, if they read them
   */
  sizeFor(configs: readonly RunConfig[], data: OwnData | null): number;
  /**
   * Starts a run on an idle worker. It is answered by `done`, even if the worker crashes, or returned.
   * @param from the checkpoint to continue from, if there is one
   * @param data the user's own data, if it reads them
   */
  start(run: PlannedRun, plan: string, from: RunCheckpoint | null, data: OwnData | null): void;
  cancel(id: string): void;
  pause(): void;
  resume(): void;
  /** Terminates all workers and their runs. */
  end(): void;
}

/**
 * The most workers on any machine. Chromium keeps 8 GB of addresses for each WebAssembly memory, of the 1 TB that all
 * workers of a page and its other tabs share, and a worker has two.
 */
const MOST_WORKERS = 32;
/** The memory of a worker besides its run's, in bytes: two WebAssembly memories of 16 MB and its program. */
const WORKER_BYTES = 2 ** 26;

/**
 * The number of workers for runs that take at most so many bytes each: one core is left for the page, and together they
 * take no more than `available` bytes.
 */
export const poolSize = (cores: number, bytes: number, available: number): number =>
  Math.max(1, Math.min(Math.floor(cores) - 1, MOST_WORKERS, Math.floor(available / (WORKER_BYTES + bytes))));

/** Copies of the data while a worker is given them. */
const DATA_COPIES = 2;
/** Copies of a batch’s inputs: as drawn, on their way, in the backend’s memory, and those that wait for the garbage collector. */
const BATCHES = 8;

/** The memory that a worker takes for the largest of these runs at most, in bytes, with the data that they read. */
export function mostBytes(configs: readonly RunConfig[], data: OwnData | null): number {
  const inputs = ({ batch }: RunConfig) =>
    data ? 4 * BATCHES * Math.max(batch, HELD_OUT_SIZE) * data.steps * data.width : 0;
  const most = configs.reduce(
    (largest, config) => Math.max(largest, laneBytes(config, config.b) + inputs(config)),
    0,
  );
  return most + (data ? DATA_COPIES * sizeInBytes(data) : 0);
}

interface Busy {
  readonly worker: ModuleWorker;
  readonly run: PlannedRun;
}

/** Workers that train runs in parallel. They are started on demand and reused for the next run. */
export class ExperimentPool implements Pool {
  readonly #events: PoolEvents;
  readonly #idle: ModuleWorker[] = [];
  readonly #busy = new Map<string, Busy>();
  /** The workers whose backend has started. */
  readonly #started = new WeakSet<ModuleWorker>();
  /** The data of the user's own that a worker was given last. */
  readonly #has = new WeakMap<ModuleWorker, OwnData>();
  /** The number of workers that this machine has been seen to start at most. */
  #limit = Number.POSITIVE_INFINITY;
  #paused = false;

  constructor(events: PoolEvents) {
    this.#events = events;
  }

  sizeFor(configs: readonly RunConfig[], data: OwnData | null): number {
    const bytes = mostBytes(configs, data);
    // The page has the data too.
    const available = availableBytes() - (data ? sizeInBytes(data) : 0);
    return Math.min(this.#limit, poolSize(navigator.hardwareConcurrency ?? 1, bytes, available));
  }

  start(run: PlannedRun, plan: string, from: RunCheckpoint | null, data: OwnData | null): void {
    const worker = this.#idle.pop() ?? new ModuleWorker(program);
    this.#busy.set(run.id, { worker, run });
    worker.onmessage = ({ data }: MessageEvent<ExperimentResponse>) => this.#receive(data, plan);
    worker.onerror = ({ message }) => {
      if (!this.#started.has(worker)) return this.#notStarted(run, plan, message);
      this.cancel(run.id);
      this.#fail(run, plan, `The worker stopped: ${message}.`);
    };
    if (data && this.#has.get(worker) !== data) {
      this.#has.set(worker, data);
      this.#send(worker, { type: "data", data });
    }
    this.#send(worker, { type: "run", run, plan, siteBase: document.baseURI.split("#")[0], from });
    if (this.#paused) this.#send(worker, { type: "pause" });
  }

  cancel(id: string): void {
    this.#busy.get(id)?.worker.terminate();
    this.#busy.delete(id);
  }

  pause(): void {
    this.#paused = true;
    for (const { worker } of this.#busy.values()) this.#send(worker, { type: "pause" });
  }

  resume(): void {
    this.#paused = false;
    for (const { worker } of this.#busy.values()) this.#send(worker, { type: "resume" });
  }

  end(): void {
    for (const { worker } of this.#busy.values()) worker.terminate();
    for (const worker of this.#idle.splice(0)) worker.terminate();
    this.#busy.clear();
    this.#limit = Number.POSITIVE_INFINITY;
    this.#paused = false;
  }

  #send(worker: ModuleWorker, request: ExperimentRequest): void {
    worker.postMessage(request);
  }

  #receive(response: ExperimentResponse, plan: string): void {
    const busy = this.#busy.get(response.id);
    // A message of a cancelled run may still arrive.
    if (!busy) return;
    if (response.type === "started") this.#started.add(busy.worker);
    else if (response.type === "unable") this.#notStarted(busy.run, plan, response.why);
    else {
      if (response.type === "done") {
        this.#busy.delete(response.id);
        this.#idle.push(busy.worker);
      }
      this.#events.received(response);
    }
  }

  /** Leaves a run whose worker did not start to the other workers; if there are none, it has failed. */
  #notStarted(run: PlannedRun, plan: string, why: string): void {
    this.cancel(run.id);
    const others = this.#busy.size + this.#idle.length;
    this.#limit = Math.max(1, Math.min(this.#limit, others));
    if (others > 0) this.#events.returned(run.id);
    else
      this.#fail(
        run,
        plan,
        `WebAssembly, on which plans are run, did not start here: ${why}. Other backends round differently, so it was not run.`,
      );
  }

  #fail(run: PlannedRun, plan: string, reason: string): void {
    this.#events.received({ type: "done", id: run.id, row: failedRow(run, plan, reason, ""), weights: null });
  }
}
