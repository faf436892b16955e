import type { Change } from "../config/changes";
import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import type { Checkpoint } from "../training/lane-trainer";
import program from "./lane.worker?worker&url";
import type { LaneHandle, Progress } from "./lane-handle";
import { ModuleWorker } from "./module-worker";
import type { ExportedLane, LaneFrame, RunningBackend } from "./protocol";

/** A lane's start: a config with the changes that are planned, at step 0, or a checkpoint. */
export type LaneStart =
  | { readonly config: RunConfig; readonly coming: readonly Change[] }
  | { readonly checkpoint: Checkpoint };

type Call =
  | {
      readonly call: "begin";
      readonly from: LaneStart;
      readonly key: LaneKey;
      readonly siteBase: string;
      readonly backend: RunningBackend;
      readonly ownText: string | undefined;
    }
  | {
      readonly call: "advance";
      readonly steps: number;
      readonly momentEvery: number;
      readonly later: boolean;
    }
  | { readonly call: "catchUp"; readonly milliseconds: number }
  | { readonly call: "frame" }
  | { readonly call: "adjust"; readonly config: RunConfig; readonly coming: readonly Change[] }
  | { readonly call: "export" }
  | { readonly call: "checkpoint" };

export type LaneRequest = Call & { readonly id: number };

export type LaneAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** A worker for one lane; it is reused for later runs. */
export class LaneWorker {
  readonly #worker = new ModuleWorker(program);
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  /** Why the worker cannot be used any more; null while it can. */
  #broken: Error | null = null;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<LaneAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("error" in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.value as never);
    };
    this.#worker.onerror = ({ message }) => this.#fail(message);
    this.#worker.onmessageerror = () => this.#fail("a message from it could not be read");
  }

  #fail(reason: string): void {
    this.#broken = new Error(`The worker of the second network stopped: ${reason}.`);
    for (const { reject } of this.#waiting.values()) reject(this.#broken);
    this.#waiting.clear();
  }

  /**
   * Builds a lane in the worker, which frees the previous one.
   * @param ownText the user's own text, if the run reads it
   * @throws Error if the worker fails
   */
  async begin(
    from: LaneStart,
    key: LaneKey,
    siteBase: string,
    backend: RunningBackend,
    ownText: string | undefined,
  ): Promise<LaneHandle> {
    await this.#ask<void>({ call: "begin", from, key, siteBase, backend, ownText });
    return {
      advance: (steps, momentEvery, later) =>
        this.#ask<Progress>({ call: "advance", steps, momentEvery, later }),
      catchUp: (milliseconds) => this.#ask<number>({ call: "catchUp", milliseconds }),
      frame: () => this.#ask<LaneFrame>({ call: "frame" }),
      adjust: (config, coming) => this.#ask<void>({ call: "adjust", config, coming }),
      export: () => this.#ask<ExportedLane>({ call: "export" }),
      checkpoint: () => this.#ask<Checkpoint>({ call: "checkpoint" }),
      // The next `begin` frees this lane.
      free: () => {},
    };
  }

  /** Terminates the worker; pending calls are rejected. */
  end(): void {
    this.#worker.terminate();
    this.#fail("it was ended");
  }

  #ask<Answer>(call: Call): Promise<Answer> {
    if (this.#broken) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      const request: LaneRequest = { ...call, id };
      this.#worker.postMessage(request);
    });
  }
}
