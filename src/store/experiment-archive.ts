import { del, delMany, get, getMany, keys, set } from "idb-keyval";
import * as v from "valibot";
import { SAVED_CONFIG } from "../config/parse";
import { parsePlan, planJson } from "../experiments/plan";
import { CURVE, ROW, type Row } from "../experiments/row";
import type { RunCheckpoint } from "../experiments/run";
import { checked, isRecord } from "../valid";
import { browserStore } from "../worker/browser-store";
import type { Weights } from "../worker/experiment-protocol";
import { OBJECT, SAVED_LANE } from "./saved-run";

const SAVED_PLAN = v.object({
  plan: v.pipe(v.unknown(), v.transform(parsePlan)),
  /** Ids of the runs in the order in which they will run. */
  order: v.pipe(v.array(v.string()), v.readonly()),
  /** Whether the plan was running when the page was left. */
  underWay: v.boolean(),
});
/** The current plan, as it is saved between visits. */
export interface SavedPlan extends Readonly<v.InferOutput<typeof SAVED_PLAN>> {}

const MODEL_NAME = v.object({ id: v.string(), label: v.string() });
export interface ModelName extends Readonly<v.InferOutput<typeof MODEL_NAME>> {}
const MODEL_NAMES = v.array(MODEL_NAME);
const SAVED_MODEL = v.object({
  ...MODEL_NAME.entries,
  config: SAVED_CONFIG,
  weights: v.custom<Weights>(isRecord),
  /** The digest of the text that it was trained on; models of earlier releases lack it. */
  data: v.optional(v.string(), ""),
});
/** A trained network that can write text. */
export interface Model extends Readonly<v.InferOutput<typeof SAVED_MODEL>> {}

/** The part of a checkpoint that shows whether it was saved completely. */
const SAVED_CHECKPOINT = checked<RunCheckpoint>(
  v.object({ lane: SAVED_LANE, curve: CURVE, stretch: OBJECT, score: OBJECT, seconds: v.number() }),
);

/**
 * The interface through which the store uses the browser's storage. Every call may be rejected, with a {@link StorageError}.
 * What cannot be read, since an older release or something else wrote it, counts as absent.
 */
export interface Archive {
  plan(): Promise<SavedPlan | null>;
  savePlan(saved: SavedPlan): Promise<void>;
  /** The saved rows of these runs. */
  rows(ids: readonly string[]): Promise<Row[]>;
  saveRow(row: Row): Promise<void>;
  deleteRows(ids: readonly string[]): Promise<void>;
  /** The last checkpoint of a run; null if there is none. */
  checkpoint(id: string): Promise<RunCheckpoint | null>;
  saveCheckpoint(id: string, checkpoint: RunCheckpoint): Promise<void>;
  deleteCheckpoints(ids: readonly string[]): Promise<void>;
  /** Deletes rows and networks that were trained on the user's own text, because that has changed. */
  deleteOwnText(): Promise<void>;
  saveModel(model: Model): Promise<void>;
  model(id: string): Promise<Model | null>;
  models(): Promise<readonly ModelName[]>;
  /** Deletes what cannot be read. */
  tidy(): Promise<void>;
}

/** The prefixes of the storage keys. */
const [ROWS, CHECKPOINTS, MODELS] = ["row ", "checkpoint ", "model "];
const [MODEL_LIST, PLAN] = ["models", "plan"];
const under = (kind: string, ids: readonly string[]) => ids.map((id) => kind + id);
/** The maximum number of saved networks; the oldest are deleted first. Each takes up to a megabyte. */
const MAX_MODELS = 60;

/** Two idb-keyval stores cannot share a database, so the archive has its own. */
const STORE = browserStore("unitary-rnn-lab-experiments", "experiments");

/** The value if it is valid by the schema; else undefined. */
function parsed<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | undefined {
  try {
    return v.parse(schema, value);
  } catch {
    return undefined;
  }
}

/** The value under a key if it is valid by the schema; else `otherwise`. */
async function readSaved<T, Otherwise>(
  schema: v.GenericSchema<unknown, T>,
  key: string,
  otherwise: Otherwise,
): Promise<T | Otherwise> {
  return parsed(schema, await get(key, STORE)) ?? otherwise;
}

/** The schema of what is saved under a key; undefined for a key that no release uses any more. */
function schemaOf(key: string): v.GenericSchema<unknown, unknown> | undefined {
  if (key.startsWith(ROWS)) return ROW;
  if (key.startsWith(CHECKPOINTS)) return SAVED_CHECKPOINT;
  if (key.startsWith(MODELS)) return SAVED_MODEL;
  return { [MODEL_LIST]: MODEL_NAMES, [PLAN]: SAVED_PLAN }[key];
}

/** The archive in IndexedDB. */
export class IndexedArchive implements Archive {
  /** Serialises changes of the list of models. */
  #models: Promise<void> = Promise.resolve();

  plan(): Promise<SavedPlan | null> {
    return readSaved(SAVED_PLAN, PLAN, null);
  }

  savePlan({ plan, order, underWay }: SavedPlan): Promise<void> {
    return set(PLAN, { plan: planJson(plan), order, underWay }, STORE);
  }

  async rows(ids: readonly string[]): Promise<Row[]> {
    const found = await getMany<unknown>(under(ROWS, ids), STORE);
    return found.filter((row): row is Row => v.is(ROW, row));
  }

  saveRow(row: Row): Promise<void> {
    return set(ROWS + row.id, row, STORE);
  }

  deleteRows(ids: readonly string[]): Promise<void> {
    return delMany(under(ROWS, ids), STORE);
  }

  checkpoint(id: string): Promise<RunCheckpoint | null> {
    return readSaved(SAVED_CHECKPOINT, CHECKPOINTS + id, null);
  }

  saveCheckpoint(id: string, checkpoint: RunCheckpoint): Promise<void> {
    return set(CHECKPOINTS + id, checkpoint, STORE);
  }

  deleteCheckpoints(ids: readonly string[]): Promise<void> {
    return delMany(under(CHECKPOINTS, ids), STORE);
  }

  async deleteOwnText(): Promise<void> {
    const found = (await keys<string>(STORE)).filter((key) => /[ &]text=own(&|$)/.test(key));
    await delMany(found, STORE);
    await this.#changeModels((list) => list.filter(({ id }) => !found.includes(MODELS + id)));
  }

  async saveModel(model: Model): Promise<void> {
    const { id, label } = model;
    await set(MODELS + id, model, STORE);
    await this.#changeModels((list) => [...list.filter((other) => other.id !== id), { id, label }]);
  }

  model(id: string): Promise<Model | null> {
    return readSaved(SAVED_MODEL, MODELS + id, null);
  }

  models(): Promise<readonly ModelName[]> {
    return readSaved(MODEL_NAMES, MODEL_LIST, []);
  }

  async tidy(): Promise<void> {
    for (const key of await keys<string>(STORE)) {
      const schema = schemaOf(key);
      if (!schema || parsed(schema, await get(key, STORE)) === undefined) await del(key, STORE);
    }
  }

  /** Replaces the list of models by another one, without the oldest beyond what is kept. */
  #changeModels(change: (list: readonly ModelName[]) => readonly ModelName[]): Promise<void> {
    const make = async () => {
      const list = change(await this.models());
      const old = list.slice(0, Math.max(0, list.length - MAX_MODELS));
      await delMany(
        old.map(({ id }) => MODELS + id),
        STORE,
      );
      await set(MODEL_LIST, list.slice(old.length), STORE);
    };
    const changed = this.#models.then(make);
    // A change that fails does not keep the next from being made.
    this.#models = changed.catch(() => {});
    return changed;
  }
}
