import { createStore, del, delMany, get, getMany, keys, set } from "idb-keyval";
import * as v from "valibot";
import { CONFIG } from "../config/parse";
import { attempt } from "../errors";
import { parsePlan, planJson } from "../experiments/plan";
import { CURVE, ROW, type Row } from "../experiments/row";
import type { RunCheckpoint } from "../experiments/run";
import { checked, isRecord } from "../valid";
import type { Weights } from "../worker/experiment-protocol";
import { OBJECT, SAVED_LANE } from "./kept-run";

const KEPT_PLAN = v.object({
  plan: v.pipe(v.unknown(), v.transform(parsePlan)),
  /** Ids in the order in which they are to run. */
  order: v.pipe(v.array(v.string()), v.readonly()),
  /** Whether it was under way when the page was left. */
  underWay: v.boolean(),
});
/** The plan at hand, as it is kept between visits. */
export interface KeptPlan extends Readonly<v.InferOutput<typeof KEPT_PLAN>> {}

const MODEL_NAME = v.object({ id: v.string(), label: v.string() });
export interface ModelName extends Readonly<v.InferOutput<typeof MODEL_NAME>> {}
const KEPT_MODEL = v.object({ ...MODEL_NAME.entries, config: CONFIG, weights: v.custom<Weights>(isRecord) });
/** A trained network that can write text. */
export interface Model extends Readonly<v.InferOutput<typeof KEPT_MODEL>> {}

/** As much of a checkpoint as tells that it was kept whole. */
const KEPT_CHECKPOINT = checked<RunCheckpoint>(
  v.object({ lane: SAVED_LANE, curve: CURVE, stretch: OBJECT, seconds: v.number() }),
);

/** What the store needs of the browser's storage. It may be forbidden or full: then nothing is kept. */
export interface Archive {
  plan(): Promise<KeptPlan | null>;
  keepPlan(kept: KeptPlan): Promise<void>;
  /** The rows of these runs, as far as they are known. */
  rows(ids: readonly string[]): Promise<Row[]>;
  keepRow(row: Row): Promise<void>;
  forgetRows(ids: readonly string[]): Promise<void>;
  /** Where a run was when the page was left; null where it was not begun. */
  checkpoint(id: string): Promise<RunCheckpoint | null>;
  keepCheckpoint(id: string, checkpoint: RunCheckpoint): Promise<void>;
  forgetCheckpoints(ids: readonly string[]): Promise<void>;
  /** Rows and networks that were trained on the person's own text, which is now another one. */
  forgetOwnText(): Promise<void>;
  keepModel(model: Model): Promise<void>;
  model(id: string): Promise<Model | null>;
  models(): Promise<readonly ModelName[]>;
}

/** What the keys of each kind begin with. */
const [ROWS, CHECKPOINTS, MODELS] = ["row ", "checkpoint ", "model "];
const [MODEL_LIST, PLAN] = ["models", "plan"];
const under = (kind: string, ids: readonly string[]) => ids.map((id) => kind + id);
/** Networks beyond these are forgotten, the oldest first: each takes up to a megabyte. */
const MAX_MODELS = 60;

/** Two stores cannot share a database: this one is the archive's own. */
const STORE = createStore("unitary-rnn-lab-experiments", "experiments");

/** What stands under a key, if it is as a schema has it; else `otherwise`. */
const kept = <T, Otherwise>(schema: v.GenericSchema<unknown, T>, key: string, otherwise: Otherwise) =>
  attempt(async () => v.parse(schema, await get(key, STORE)), otherwise);

/** In IndexedDB. */
export class IndexedArchive implements Archive {
  /** Changes of the list of models happen one after another. */
  #models: Promise<void> = Promise.resolve();

  plan(): Promise<KeptPlan | null> {
    return kept(KEPT_PLAN, PLAN, null);
  }

  keepPlan({ plan, order, underWay }: KeptPlan): Promise<void> {
    return attempt(() => set(PLAN, { plan: planJson(plan), order, underWay }, STORE), undefined);
  }

  rows(ids: readonly string[]): Promise<Row[]> {
    return attempt(async () => {
      const found = await getMany<unknown>(under(ROWS, ids), STORE);
      return found.filter((row): row is Row => v.is(ROW, row));
    }, []);
  }

  keepRow(row: Row): Promise<void> {
    return attempt(() => set(ROWS + row.id, row, STORE), undefined);
  }

  forgetRows(ids: readonly string[]): Promise<void> {
    return attempt(() => delMany(under(ROWS, ids), STORE), undefined);
  }

  checkpoint(id: string): Promise<RunCheckpoint | null> {
    return kept(KEPT_CHECKPOINT, CHECKPOINTS + id, null);
  }

  keepCheckpoint(id: string, checkpoint: RunCheckpoint): Promise<void> {
    return attempt(() => set(CHECKPOINTS + id, checkpoint, STORE), undefined);
  }

  forgetCheckpoints(ids: readonly string[]): Promise<void> {
    return attempt(() => delMany(under(CHECKPOINTS, ids), STORE), undefined);
  }

  forgetOwnText(): Promise<void> {
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

  keepModel(model: Model): Promise<void> {
    const { id, label } = model;
    const keep = async () => {
      await set(MODELS + id, model, STORE);
      const others = (await this.models()).filter((other) => other.id !== id);
      const list = [...others, { id, label }];
      for (const old of list.splice(0, Math.max(0, list.length - MAX_MODELS)))
        await del(MODELS + old.id, STORE);
      await set(MODEL_LIST, list, STORE);
    };
    this.#models = this.#models.then(() => attempt(keep, undefined));
    return this.#models;
  }

  model(id: string): Promise<Model | null> {
    return kept(KEPT_MODEL, MODELS + id, null);
  }

  models(): Promise<readonly ModelName[]> {
    return kept(v.array(MODEL_NAME), MODEL_LIST, []);
  }
}
