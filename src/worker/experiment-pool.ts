import type { PlannedRun } from "../experiments/expand";
import { failedRow } from "../experiments/row";
import type { RunCheckpoint } from "../experiments/run";
import type { ExperimentRequest, ExperimentResponse } from "./experiment-protocol";

export interface PoolEvents {
  readonly heard: (response: ExperimentResponse) => void;
}

/** What the store needs of the pool. */
export interface Pool {
  /** Runs that can be trained at the same time. */
  readonly size: number;
  /**
   * Hands a run to a worker that has nothing to do. It is answered by `done`, even where the worker itself breaks.
   * @param from where to go on, if it was begun before
   */
  start(run: PlannedRun, plan: string, from: RunCheckpoint | null): void;
  cancel(id: string): void;
  pause(): void;
  resume(): void;
  /** Ends all workers and what they do. */
  end(): void;
}

/** One core is left to the page. */
export const poolSize = (cores: number): number => Math.max(1, Math.floor(cores) - 1);

interface Busy {
  readonly worker: Worker;
  readonly run: PlannedRun;
}

/** Workers that train runs side by side. They are started when needed and kept for the next run. */
export class ExperimentPool implements Pool {
  readonly size = poolSize(navigator.hardwareConcurrency ?? 1);
  readonly #events: PoolEvents;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<string, Busy>();
  #paused = false;

  constructor(events: PoolEvents) {
    this.#events = events;
  }

  start(run: PlannedRun, plan: string, from: RunCheckpoint | null): void {
    const worker =
      this.#idle.pop() ?? new Worker(new URL("./experiment.worker.ts", import.meta.url), { type: "module" });
    this.#busy.set(run.id, { worker, run });
    worker.onmessage = ({ data }: MessageEvent<ExperimentResponse>) => this.#hear(data);
    worker.onerror = (event) => {
      const reason = `The worker stopped: ${event.message || "its program could not be loaded"}.`;
      this.cancel(run.id);
      this.#events.heard({
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

  #send(worker: Worker, request: ExperimentRequest): void {
    worker.postMessage(request);
  }

  #hear(response: ExperimentResponse): void {
    const busy = this.#busy.get(response.id);
    // A cancelled run may have had a message on its way.
    if (!busy) return;
    if (response.type === "done") {
      this.#busy.delete(response.id);
      this.#idle.push(busy.worker);
    }
    this.#events.heard(response);
  }
}
