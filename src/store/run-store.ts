import { createStore, del, entries, set } from "idb-keyval";
import * as v from "valibot";
import { CONFIG } from "../config/parse";
import { LANE_KEYS } from "../lanes";
import { type KeptRun, OBJECT, SAVED_LANE, WHOLE_NUMBER } from "./kept-run";

/** Goes up when what is kept changes its form; what older pages kept is then forgotten. */
const VERSION = 3;
/** Runs kept at most, one a tab. */
const MAX_RUNS = 4;

/** A run in storage, and its slot. */
export interface StoredRun {
  readonly slot: string;
  /** ms since 1970. */
  readonly at: number;
  readonly run: KeptRun;
}

const LANE = v.object({ begun: CONFIG, config: CONFIG, lane: SAVED_LANE });
/** As much of an entry as tells that this version of the page wrote it, and wrote all of it. */
const ENTRY = v.object({
  version: v.literal(VERSION),
  at: v.number(),
  run: v.object({
    config: CONFIG,
    history: v.object({ a: OBJECT, b: OBJECT }),
    checkpoint: v.object({ step: WHOLE_NUMBER, lanes: v.object({ a: LANE, b: LANE }) }),
    fork: v.nullable(v.object({ lane: v.picklist(LANE_KEYS) })),
  }),
});
const isEntry = (value: unknown): value is Omit<StoredRun, "slot"> => v.is(ENTRY, value);

/** In IndexedDB, by slot. */
const STORE = createStore("unitary-rnn-lab", "runs");

/** The runs that the browser keeps. Every call may be refused. */
export class RunStore {
  /** Newest first; what cannot be read any more is left out. @throws Error where storage is refused */
  async all(): Promise<StoredRun[]> {
    const found = await entries<string, unknown>(STORE);
    return found
      .flatMap(([slot, entry]) => (isEntry(entry) ? [{ slot, at: entry.at, run: entry.run }] : []))
      .sort((one, other) => other.at - one.at);
  }

  /** @throws Error where storage is refused or full */
  async keep(slot: string, run: KeptRun): Promise<void> {
    await set(slot, { version: VERSION, at: Date.now(), run }, STORE);
  }

  async drop(slot: string): Promise<void> {
    await del(slot, STORE);
  }

  /** Makes room: of those given, newest first, only the first few stay. */
  async thin(runs: readonly StoredRun[]): Promise<void> {
    for (const { slot } of runs.slice(MAX_RUNS)) await this.drop(slot);
  }
}
