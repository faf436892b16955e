import { createStore, del, entries, set, type UseStore } from "idb-keyval";
import { getField, KEYS, parseField, type RunConfig } from "../config/schema";
import { isLaneKey, LANE_KEYS } from "../lanes";
import type { KeptRun } from "./kept-run";

/** Goes up when what is kept changes its form; what older pages kept is then forgotten. */
const VERSION = 3;
/** Runs kept at most, one a tab. */
const MOST_RUNS = 4;

interface Entry {
  readonly version: number;
  /** ms since 1970. */
  readonly at: number;
  readonly run: KeptRun;
}

/** A run in storage, and its slot. */
export interface StoredRun {
  readonly slot: string;
  readonly at: number;
  readonly run: KeptRun;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** A config every field of which the schema accepts. */
function isConfig(value: unknown): value is RunConfig {
  if (!isObject(value) || !isObject(value.a) || !isObject(value.b)) return false;
  const config = value as unknown as RunConfig;
  return KEYS.every((key) => "value" in parseField(key, getField(config, key)));
}

function isEntry(value: unknown): value is Entry {
  if (!isObject(value) || value.version !== VERSION || typeof value.at !== "number") return false;
  const { run } = value;
  if (!isObject(run) || !isConfig(run.config) || !isObject(run.history) || !isObject(run.checkpoint))
    return false;
  const { checkpoint, history, fork } = run;
  if (fork !== null && (!isObject(fork) || !isLaneKey(fork.lane))) return false;
  if (!Number.isInteger(checkpoint.step) || !isObject(checkpoint.lanes)) return false;
  const { lanes } = checkpoint;
  return LANE_KEYS.every((key) => isObject(history[key]) && isLane(lanes[key]));
}

function isLane(value: unknown): boolean {
  if (!isObject(value) || !isConfig(value.begun) || !isConfig(value.config) || !isObject(value.lane))
    return false;
  const { step, parameters, memory, recurrent } = value.lane;
  return (
    Number.isInteger(step) &&
    parameters instanceof Float32Array &&
    Array.isArray(memory) &&
    isObject(recurrent)
  );
}

/** The runs that the browser keeps, in IndexedDB. Every call may be refused. */
export class RunStore {
  #opened: UseStore | undefined;

  /** @throws Error where the browser does not let the page store anything */
  #store(): UseStore {
    this.#opened ??= createStore("unitary-rnn-lab", "runs");
    return this.#opened;
  }

  /** Newest first; what cannot be read any more is left out. @throws Error where storage is refused */
  async all(): Promise<StoredRun[]> {
    const found = await entries<string, unknown>(this.#store());
    return found
      .flatMap(([slot, entry]) => (isEntry(entry) ? [{ slot, at: entry.at, run: entry.run }] : []))
      .sort((one, other) => other.at - one.at);
  }

  /** @throws Error where storage is refused or full */
  async keep(slot: string, run: KeptRun): Promise<void> {
    const entry: Entry = { version: VERSION, at: Date.now(), run };
    await set(slot, entry, this.#store());
  }

  async drop(slot: string): Promise<void> {
    await del(slot, this.#store());
  }

  /** Makes room: of those given, newest first, only the first few stay. */
  async thin(runs: readonly StoredRun[]): Promise<void> {
    for (const { slot } of runs.slice(MOST_RUNS)) await this.drop(slot);
  }
}
