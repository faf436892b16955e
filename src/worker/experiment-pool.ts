import type { PlannedRun } from "../experiments/expand";
import { failedRow } from "../experiments/row";
import type { RunCheckpoint } from "../experiments/run";
import program from "./experiment.worker?worker&url";
import type { ExperimentRequest, ExperimentResponse } from "./experiment-protocol";
import { ModuleWorker } from "./module-worker";

export interface PoolEvents {
  readonly received: (response: ExperimentResponse) => void;
}

/** The interface through which the store uses the pool. */
export interface Pool {
  /** Runs that can be trained at the same time. */
  readonly size: number;
  /**
   * Starts a run on an idle worker. It is answered by `done`, even if the worker crashes.
   * @param from the checkpoint to continue from, if there is one
   */
  start(run: PlannedRun, plan: string, from: RunCheckpoint | null): void;
  cancel(id: string): void;
  pause(): void;
  resume(): void;
  /** Terminates all workers and their runs. */
  end(): void;
}

/** The number of workers: one core is left for the page. */
export const poolSize = (cores: number): number => Math.max(1, Math.floor(cores) - 1);

interface Busy {
  readonly worker: ModuleWorker;
  readonly run: PlannedRun;
}

/** Workers that train runs in parallel. They are started on demand and reused for the next run. */
export class ExperimentPool implements Pool {
  readonly size = poolSize(navigator.hardwareConcurrency ?? 1);
  readonly #events: PoolEvents;
  readonly #idle: ModuleWorker[] = [];
  readonly #busy = new Map<string, Busy>();
  #paused = false;

  constructor(events: PoolEvents) {
    this.#events = events;
  }

  start(run: PlannedRun, plan: string, from: RunCheckpoint | null): void {
    const worker = this.#idle.pop() ?? new ModuleWorker(program);
    this.#busy.set(run.id, { worker, run });
    worker.onmessage = ({ data }: MessageEvent<ExperimentResponse>) => this.#receive(data);
    worker.onerror = ({ message }) => {
      const reason = `The worker stopped: ${message}.`;
      this.cancel(run.id);
      this.#events.received({
        type: "done",
        id: run.id,
        row: failedRow(run, plan, reason, ""),
        weights: null,
      });
    };
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
    this.#paused = false;
  }

  #send(worker: ModuleWorker, request: ExperimentRequest): void {
    worker.postMessage(request);
  }

  #receive(response: ExperimentResponse): void {
    const busy = this.#busy.get(response.id);
    // A message of a cancelled run may still arrive.
    if (!busy) return;
    if (response.type === "done") {
      this.#busy.delete(response.id);
      this.#idle.push(busy.worker);
    }
    this.#events.received(response);
  }
}
