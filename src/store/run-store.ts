import { del, entries, set } from "idb-keyval";
import * as v from "valibot";
import { CONFIG } from "../config/parse";
import { LANE_KEYS } from "../lanes";
import { browserStore } from "../worker/browser-store";
import { ifFree } from "./run-slot";
import { OBJECT, SAVED_LANE, type SavedRun, WHOLE_NUMBER } from "./saved-run";

/** Increases when the format changes; entries of older versions are deleted. */
const VERSION = 5;
/** The maximum number of saved runs of tabs that are closed. */
const MAX_RUNS = 4;
/** A page that is being reloaded has no slot for less than this time, in ms. */
const RELOAD_MS = 3000;

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
const isNewer = (value: unknown): boolean =>
  v.is(v.looseObject({ version: v.pipe(v.number(), v.gtValue(VERSION)) }), value);

/** The runs in IndexedDB, by slot. */
const STORE = browserStore("unitary-rnn-lab", "runs");

/** The runs that are saved in the browser. Every call may be rejected, with a {@link StorageError}. */
export class RunStore {
  /** When the newest run was saved. */
  #newest = 0;

  /** All saved runs, newest first. Entries that cannot be read are deleted, but not those of a newer release. */
  async all(): Promise<StoredRun[]> {
    const found = await entries<string, unknown>(STORE);
    const runs = found
      .flatMap(([slot, entry]) =>
        isEntry(entry) ? [{ slot, at: entry.at, data: entry.data, run: entry.run }] : [],
      )
      .sort((one, other) => other.at - one.at);
    this.#newest = runs[0]?.at ?? 0;
    for (const [slot, entry] of found)
      if (!isEntry(entry) && !isNewer(entry)) await ifFree(slot, () => this.delete(slot));
    return runs;
  }

  /** Saves a run as the newest, even if the clock was set back. */
  async save(slot: string, run: SavedRun, data: string): Promise<void> {
    const at = Math.max(Date.now(), this.#newest + 1);
    await set(slot, { version: VERSION, at, data, run }, STORE);
    this.#newest = at;
  }

  async delete(slot: string): Promise<void> {
    await del(slot, STORE);
  }

  /** Frees space: of the given runs, newest first, deletes all but the first few of tabs that are closed. */
  async prune(runs: readonly StoredRun[]): Promise<void> {
    const free: string[] = [];
    for (const { slot } of runs) await ifFree(slot, async () => void free.push(slot));
    const surplus = free.slice(MAX_RUNS);
    if (surplus.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, RELOAD_MS));
    for (const slot of surplus) await ifFree(slot, () => this.delete(slot));
  }
}
