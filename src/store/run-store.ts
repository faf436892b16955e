import { createStore, del, entries, set } from "idb-keyval";
import * as v from "valibot";
import { CONFIG } from "../config/parse";
import { LANE_KEYS } from "../lanes";
import { OBJECT, SAVED_LANE, type SavedRun, WHOLE_NUMBER } from "./saved-run";

/** Increases when the format changes; entries of older versions are ignored. */
const VERSION = 3;
/** The maximum number of saved runs, one per tab. */
const MAX_RUNS = 4;

/** A run in storage, and its slot. */
export interface StoredRun {
  readonly slot: string;
  /** ms since 1970. */
  readonly at: number;
  /** The digest of the file or text that it reads; undefined in entries of earlier releases. */
  readonly data: string | undefined;
  readonly run: SavedRun;
}

const LANE = v.object({ begun: CONFIG, config: CONFIG, lane: SAVED_LANE });
/** The part of an entry that shows whether this version of the page wrote it completely. */
const ENTRY = v.object({
  version: v.literal(VERSION),
  at: v.number(),
  data: v.optional(v.string()),
  run: v.object({
    config: CONFIG,
    history: v.object({ a: OBJECT, b: OBJECT }),
    checkpoint: v.object({ step: WHOLE_NUMBER, lanes: v.object({ a: LANE, b: LANE }) }),
    fork: v.nullable(v.object({ lane: v.picklist(LANE_KEYS) })),
  }),
});
const isEntry = (value: unknown): value is Omit<StoredRun, "slot"> => v.is(ENTRY, value);

/** The runs in IndexedDB, by slot. */
const STORE = createStore("unitary-rnn-lab", "runs");

/** The runs that are saved in the browser. Every call may be rejected. */
export class RunStore {
  /** All saved runs, newest first; unreadable entries are omitted. @throws Error if storage is refused */
  async all(): Promise<StoredRun[]> {
    const found = await entries<string, unknown>(STORE);
    return found
      .flatMap(([slot, entry]) =>
        isEntry(entry) ? [{ slot, at: entry.at, data: entry.data, run: entry.run }] : [],
      )
      .sort((one, other) => other.at - one.at);
  }

  /** Saves a run. @throws Error if storage is refused or full */
  async save(slot: string, run: SavedRun, data: string): Promise<void> {
    await set(slot, { version: VERSION, at: Date.now(), data, run }, STORE);
  }

  async delete(slot: string): Promise<void> {
    await del(slot, STORE);
  }

  /** Frees space: of the given runs, newest first, deletes all but the first few. */
  async prune(runs: readonly StoredRun[]): Promise<void> {
    for (const { slot } of runs.slice(MAX_RUNS)) await this.delete(slot);
  }
}
