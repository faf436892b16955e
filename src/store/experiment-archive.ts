import { createStore, del, delMany, get, getMany, keys, set, type UseStore } from "idb-keyval";
import type { RunConfig } from "../config/schema";
import { type Plan, parsePlan, planJson } from "../experiments/plan";
import type { Row } from "../experiments/row";
import type { Checkpoint } from "../experiments/run";
import type { Weights } from "../worker/experiment-protocol";

/** The plan at hand, as it is kept between visits. */
export interface KeptPlan {
  readonly plan: Plan;
  /** Ids in the order in which they are to run. */
  readonly order: readonly string[];
  /** Whether it was under way when the page was left. */
  readonly underWay: boolean;
}

/** A trained network that can write text. */
export interface Model {
  readonly id: string;
  readonly label: string;
  readonly config: RunConfig;
  readonly weights: Weights;
}
export type ModelName = Pick<Model, "id" | "label">;

/** What the store needs of the browser's storage. It may be forbidden or full: then nothing is kept. */
export interface Archive {
  plan(): Promise<KeptPlan | null>;
  keepPlan(kept: KeptPlan): Promise<void>;
  /** The rows of these runs, as far as they are known. */
  rows(ids: readonly string[]): Promise<Row[]>;
  keepRow(row: Row): Promise<void>;
  forgetRows(ids: readonly string[]): Promise<void>;
  /** Where a run was when the page was left; null where it was not begun. */
  checkpoint(id: string): Promise<Checkpoint | null>;
  keepCheckpoint(id: string, checkpoint: Checkpoint): Promise<void>;
  forgetCheckpoints(ids: readonly string[]): Promise<void>;
  /** Rows and networks that were trained on the person's own text, which is now another one. */
  forgetOwnText(): Promise<void>;
  keepModel(model: Model): Promise<void>;
  model(id: string): Promise<Model | null>;
  models(): Promise<readonly ModelName[]>;
}

const ROW = "row ";
const CHECKPOINT = "checkpoint ";
const MODEL = "model ";
const MODELS = "models";
const PLAN = "plan";
/** Networks beyond these are forgotten, the oldest first: each takes up to a megabyte. */
const MOST_MODELS = 60;

/** In IndexedDB, in a database of its own. */
export class IndexedArchive implements Archive {
  #store: UseStore | null = null;
  /** Changes of the list of models happen one after another. */
  #models: Promise<void> = Promise.resolve();

  async #try<T>(work: (store: UseStore) => Promise<T>, otherwise: T): Promise<T> {
    try {
      this.#store ??= createStore("unitary-rnn-lab-experiments", "experiments");
      return await work(this.#store);
    } catch {
      return otherwise;
    }
  }

  plan(): Promise<KeptPlan | null> {
    return this.#try(async (store) => {
      const kept = await get<{ plan: unknown; order: string[]; underWay: boolean }>(PLAN, store);
      return kept ? { ...kept, plan: parsePlan(kept.plan) } : null;
    }, null);
  }

  keepPlan({ plan, order, underWay }: KeptPlan): Promise<void> {
    return this.#try((store) => set(PLAN, { plan: planJson(plan), order, underWay }, store), undefined);
  }

  rows(ids: readonly string[]): Promise<Row[]> {
    return this.#try(async (store) => {
      const found = await getMany<Row | undefined>(
        ids.map((id) => ROW + id),
        store,
      );
      return found.filter((row) => row !== undefined);
    }, []);
  }

  keepRow(row: Row): Promise<void> {
    return this.#try((store) => set(ROW + row.id, row, store), undefined);
  }

  forgetRows(ids: readonly string[]): Promise<void> {
    return this.#try(
      (store) =>
        delMany(
          ids.map((id) => ROW + id),
          store,
        ),
      undefined,
    );
  }

  checkpoint(id: string): Promise<Checkpoint | null> {
    return this.#try(async (store) => (await get<Checkpoint>(CHECKPOINT + id, store)) ?? null, null);
  }

  keepCheckpoint(id: string, checkpoint: Checkpoint): Promise<void> {
    return this.#try((store) => set(CHECKPOINT + id, checkpoint, store), undefined);
  }

  forgetCheckpoints(ids: readonly string[]): Promise<void> {
    return this.#try(
      (store) =>
        delMany(
          ids.map((id) => CHECKPOINT + id),
          store,
        ),
      undefined,
    );
  }

  forgetOwnText(): Promise<void> {
    return this.#try(async (store) => {
      const found = (await keys<string>(store)).filter((key) => /[ &]text=own(&|$)/.test(key));
      await delMany(found, store);
      const list = await this.models();
      await set(
        MODELS,
        list.filter(({ id }) => !found.includes(MODEL + id)),
        store,
      );
    }, undefined);
  }

  keepModel(model: Model): Promise<void> {
    const { id, label } = model;
    this.#models = this.#models.then(() =>
      this.#try(async (store) => {
        await set(MODEL + id, model, store);
        const others = (await this.models()).filter((other) => other.id !== id);
        const list = [...others, { id, label }];
        for (const old of list.splice(0, Math.max(0, list.length - MOST_MODELS)))
          await del(MODEL + old.id, store);
        await set(MODELS, list, store);
      }, undefined),
    );
    return this.#models;
  }

  model(id: string): Promise<Model | null> {
    return this.#try(async (store) => (await get<Model>(MODEL + id, store)) ?? null, null);
  }

  models(): Promise<readonly ModelName[]> {
    return this.#try(async (store) => (await get<ModelName[]>(MODELS, store)) ?? [], []);
  }
}
