import { createStore, del, delMany, get, getMany, keys, set } from "idb-keyval";
import * as v from "valibot";
import { CONFIG } from "../config/parse";
import { attempt } from "../errors";
import { parsePlan, planJson } from "../experiments/plan";
import { CURVE, ROW, type Row } from "../experiments/row";
import type { RunCheckpoint } from "../experiments/run";
import { checked, isRecord } from "../valid";
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
const SAVED_MODEL = v.object({
  ...MODEL_NAME.entries,
  config: CONFIG,
  weights: v.custom<Weights>(isRecord),
  /** The digest of the text that it was trained on; models of earlier releases lack it. */
  data: v.optional(v.string(), ""),
});
/** A trained network that can write text. */
export interface Model extends Readonly<v.InferOutput<typeof SAVED_MODEL>> {}

/** The part of a checkpoint that shows whether it was saved completely. */
const SAVED_CHECKPOINT = checked<RunCheckpoint>(
  v.object({ lane: SAVED_LANE, curve: CURVE, stretch: OBJECT, seconds: v.number() }),
);

/** The interface through which the store uses the browser's storage. If storage is forbidden or full, nothing is saved. */
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
}

/** The prefixes of the storage keys. */
const [ROWS, CHECKPOINTS, MODELS] = ["row ", "checkpoint ", "model "];
const [MODEL_LIST, PLAN] = ["models", "plan"];
const under = (kind: string, ids: readonly string[]) => ids.map((id) => kind + id);
/** The maximum number of saved networks; the oldest are deleted first. Each takes up to a megabyte. */
const MAX_MODELS = 60;

/** Two idb-keyval stores cannot share a database, so the archive has its own. */
const STORE = createStore("unitary-rnn-lab-experiments", "experiments");

/** The value under a key if it is valid by the schema; else `otherwise`. */
const readSaved = <T, Otherwise>(schema: v.GenericSchema<unknown, T>, key: string, otherwise: Otherwise) =>
  attempt(async () => v.parse(schema, await get(key, STORE)), otherwise);

/** The archive in IndexedDB. */
export class IndexedArchive implements Archive {
  /** Serialises changes of the list of models. */
  #models: Promise<void> = Promise.resolve();

  plan(): Promise<SavedPlan | null> {
    return readSaved(SAVED_PLAN, PLAN, null);
  }

  savePlan({ plan, order, underWay }: SavedPlan): Promise<void> {
    return attempt(() => set(PLAN, { plan: planJson(plan), order, underWay }, STORE), undefined);
  }

  rows(ids: readonly string[]): Promise<Row[]> {
    return attempt(async () => {
      const found = await getMany<unknown>(under(ROWS, ids), STORE);
      return found.filter((row): row is Row => v.is(ROW, row));
    }, []);
  }

  saveRow(row: Row): Promise<void> {
    return attempt(() => set(ROWS + row.id, row, STORE), undefined);
  }

  deleteRows(ids: readonly string[]): Promise<void> {
    return attempt(() => delMany(under(ROWS, ids), STORE), undefined);
  }

  checkpoint(id: string): Promise<RunCheckpoint | null> {
    return readSaved(SAVED_CHECKPOINT, CHECKPOINTS + id, null);
  }

  saveCheckpoint(id: string, checkpoint: RunCheckpoint): Promise<void> {
    return attempt(() => set(CHECKPOINTS + id, checkpoint, STORE), undefined);
  }

  deleteCheckpoints(ids: readonly string[]): Promise<void> {
    return attempt(() => delMany(under(CHECKPOINTS, ids), STORE), undefined);
  }

  deleteOwnText(): Promise<void> {
    return attempt(async () => {
      const found = (await keys<string>(STORE)).filter((key) => /[ &]text=own(&|$)/.test(key));
      await delMany(found, STORE);
      const list = await this.models();
      await set(
        MODEL_LIST,
        list.filter(({ id }) => !found.includes(MODELS + id)),
        STORE,
      );
    }, undefined);
  }

  saveModel(model: Model): Promise<void> {
    const { id, label } = model;
    const save = async () => {
      await set(MODELS + id, model, STORE);
      const others = (await this.models()).filter((other) => other.id !== id);
      const list = [...others, { id, label }];
      for (const old of list.splice(0, Math.max(0, list.length - MAX_MODELS)))
        await del(MODELS + old.id, STORE);
      await set(MODEL_LIST, list, STORE);
    };
    this.#models = this.#models.then(() => attempt(save, undefined));
    return this.#models;
  }

  model(id: string): Promise<Model | null> {
    return readSaved(SAVED_MODEL, MODELS + id, null);
  }

  models(): Promise<readonly ModelName[]> {
    return readSaved(v.array(MODEL_NAME), MODEL_LIST, []);
  }
}
