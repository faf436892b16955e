import { createStore, type StoreApi } from "zustand/vanilla";
import type { RunConfig } from "../config/schema";
import { expand, type PlannedRun } from "../experiments/expand";
import { dataOfRuns } from "../experiments/own-data-plan";
import type { Plan } from "../experiments/plan";
import { PLANS } from "../experiments/plans";
import type { Origin, Results } from "../experiments/results-file";
import type { Row } from "../experiments/row";
import { firstStranger, strangers } from "../experiments/source";
import { secondsLeft, shareDone } from "../experiments/time-left";
import type { OwnData } from "../own-data/own-data";
import { readsOwnData } from "../tasks";
import type { News, Pool, PoolEvents } from "../worker/experiment-pool";
import type { Archive, ModelName } from "./experiment-archive";
import { KeptResults, type NotKept } from "./kept-results";
import { type Entry, modelLabel, moved, type Queue, queueOf, waiting, worksOf } from "./plan-queue";
import { type Sources, whyNotStarted } from "./why-not-started";

export interface ExperimentsState {
  readonly plan: Plan;
  readonly queue: Queue;
  /** In the plan's order. */
  readonly rows: readonly Row[];
  readonly phase: "opening" | "idle" | "running" | "paused";
  /** The number of runs that train at the same time. */
  readonly workers: number;
  /** Share of the plan's work that is done, 0 to 1. */
  readonly share: number;
  /** NaN while unknown. */
  readonly secondsLeft: number;
  /** Whether the plan was running when the page was last left. */
  readonly leftUnfinished: boolean;
  /** The origin of rows from a results file; null if all rows were made here. */
  readonly origin: Origin | null;
  /** Trained networks that can write text. */
  readonly models: readonly ModelName[];
  /** An error about a plan or a file, as a sentence. */
  readonly trouble: string | null;
  /** What the browser does not keep; null if it keeps everything. */
  readonly notKept: NotKept | null;
}

/** Runs a plan: its queue, its rows, and what is saved for the next visit. */
export class Experiments {
  readonly store: StoreApi<ExperimentsState>;
  readonly #pool: Pool;
  readonly #kept: KeptResults;
  readonly #sources: Sources;
  /** The time and the share of work done when measuring the pace last started. */
  #paceStart = { time: 0, share: 0 };
  #opened = false;
  /** Counts the plans chosen so far, so that only the last choice takes effect once its rows are read. */
  #choices = 0;
  /** All runs of the current plan. */
  #runs: readonly PlannedRun[] = expand(PLANS[0]);
  /** The user's own data, if they have been read. */
  #data: OwnData | null = null;

  constructor(connect: (events: PoolEvents) => Pool, archive: Archive, sources: Sources) {
    this.#pool = connect({
      received: (response) => this.#receive(response),
      returned: (id) => this.#wait(id),
    });
    this.#kept = new KeptResults(archive, (notKept) => {
      const isKeptAgain = this.state.notKept !== null && notKept === null;
      this.#set({ notKept });
      if (isKeptAgain) this.#save();
    });
    this.#sources = sources;
    this.store = createStore<ExperimentsState>(() => ({
      plan: PLANS[0],
      queue: this.#runs.map(waiting),
      rows: [],
      phase: "opening",
      workers: this.#size(),
      share: 0,
      secondsLeft: Number.NaN,
      leftUnfinished: false,
      origin: null,
      models: [],
      trouble: null,
      notKept: null,
    }));
  }

  get state(): ExperimentsState {
    return this.store.getState();
  }

  /** Restores the plan of the last visit; later calls do nothing. */
  async open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    const choices = this.#choices;
    await this.#readModels();
    const saved = await this.#kept.read((archive) => archive.plan(), null);
    // The user may have chosen a plan in the meantime.
    if (choices !== this.#choices) return;
    await this.choose(saved?.plan ?? PLANS[0], saved?.order);
    if (saved?.underWay && this.state.queue.length > 0) this.#set({ leftUnfinished: true });
    await this.#kept.read((archive) => archive.tidy(), undefined);
  }

  /** Makes a plan the current one, with its saved rows. Running runs are cancelled. */
  async choose(plan: Plan, order: readonly string[] = []): Promise<void> {
    const choice = ++this.#choices;
    const runs = expand(plan);
    const known = new Map((await this.#kept.rows(runs.map(({ id }) => id))).map((row) => [row.id, row]));
    // Rows of another text, other data or another engine are made again.
    const dataOf = dataOfRuns(plan, this.#sources.dataNow);
    for (const { id } of await strangers(runs, known, dataOf)) known.delete(id);
    if (choice !== this.#choices) return;
    // The previous plan may have been started in the meantime.
    this.cancel();
    this.#show(plan, runs, known, order);
    this.#save();
  }

  /** Shows the rows of a results file; the missing runs of its plan can be run here. */
  showResults({ plan, origin, rows }: Results): void {
    this.cancel();
    this.#choices++;
    this.#show(plan, expand(plan), new Map(rows.map((row) => [row.id, row])), []);
    this.#set({ origin });
  }

  /** Takes the user's own data, with the plan that names them; rows of a results file that were made from them stay. */
  async takeData(data: OwnData, plan: Plan): Promise<void> {
    this.#data = data;
    const { origin, rows } = this.state;
    const isOfData = (row: Row) => row.outcome === "failed" || row.data === data.data;
    if (origin && rows.every(isOfData)) this.showResults({ plan, origin, rows });
    else await this.choose(plan);
  }

  /** Forgets the user's own data, since other files are being read. */
  dropData(): void {
    this.#data = null;
  }

  complain(trouble: string | null): void {
    this.#set({ trouble });
  }

  #show(
    plan: Plan,
    runs: readonly PlannedRun[],
    known: ReadonlyMap<string, Row>,
    order: readonly string[],
  ): void {
    const rows = runs.flatMap(({ id, index, network, point }) => {
      const row = known.get(id);
      // The same run may have another index and name in another plan.
      return row ? [{ ...row, plan: plan.id, index, network, point }] : [];
    });
    this.#runs = runs;
    this.#set({
      plan,
      rows,
      queue: queueOf(runs, known, order),
      workers: this.#size(),
      phase: "idle",
      origin: null,
      leftUnfinished: false,
      trouble: null,
    });
    this.#measure();
  }

  /** Starts or continues the plan; rows of a file are continued only by what made them. */
  async start(): Promise<void> {
    const { phase } = this.state;
    if (phase === "opening" || phase === "running") return;
    const choices = this.#choices;
    const begun = { runs: this.#runs, data: this.#data, ...this.state };
    const why = await whyNotStarted(begun, this.#sources);
    if (choices !== this.#choices) return;
    if (why !== null) return this.complain(why);
    this.#set({ phase: "running", leftUnfinished: false, trouble: null });
    this.#paceStart = { time: performance.now(), share: this.state.share };
    this.#pool.resume();
    this.#fill();
    this.#save();
  }

  /** Pauses the running runs; they keep their place. */
  pause(): void {
    if (this.state.phase !== "running") return;
    this.#pool.pause();
    this.#set({ phase: "paused", secondsLeft: Number.NaN });
    this.#save();
  }

  /** Cancels the running runs; finished rows remain, and the rest waits. */
  cancel(): void {
    this.#pool.end();
    if (this.state.phase === "opening") return;
    const queue = this.state.queue.map((entry) => (entry.status === "running" ? waiting(entry.run) : entry));
    this.#set({ queue, phase: "idle", secondsLeft: Number.NaN, leftUnfinished: false });
    this.#measure();
    this.#save();
  }

  /** Removes one run from the queue, or puts it back. */
  toggleRun(id: string): void {
    const entry = this.state.queue.find(({ run }) => run.id === id);
    if (!entry) return;
    this.#pool.cancel(id);
    this.#replace(id, {
      ...waiting(entry.run),
      status: entry.status === "cancelled" ? "waiting" : "cancelled",
    });
    this.#fill();
  }

  /** Moves a waiting run before (−1) or after (+1) its neighbour. */
  move(id: string, by: -1 | 1): void {
    const queue = moved(this.state.queue, id, by);
    if (queue === this.state.queue) return;
    this.#set({ queue });
    this.#save();
  }

  /** Deletes the plan's rows, so that all of it can be run again; does nothing while a file's rows are shown. */
  async forget(): Promise<void> {
    const { plan, origin } = this.state;
    if (origin) return;
    this.cancel();
    await this.#kept.deleteRows(this.#runs.map(({ id }) => id));
    await this.choose(plan);
  }

  /** Deletes all results from the user's own text after it has changed. */
  async textChanged(): Promise<void> {
    await this.#kept.write("own text", (archive) => archive.deleteOwnText());
    await this.#readModels();
    if (this.#runs.some(({ config }) => config.text === "own")) await this.choose(this.state.plan);
  }

  /** Makes the runs again that read the user's own text as it was before it was replaced, as in another tab. */
  async #textReplaced(): Promise<void> {
    await this.choose(this.state.plan);
    this.complain("Your own text was replaced during the plan: the runs on the earlier one are made again.");
  }

  async #readModels(): Promise<void> {
    this.#set({ models: await this.#kept.read((archive) => archive.models(), []) });
  }

  #set(part: Partial<ExperimentsState>): void {
    this.store.setState(part);
  }

  #replace(id: string, entry: Entry): void {
    this.#set({ queue: this.state.queue.map((old) => (old.run.id === id ? entry : old)) });
  }

  /** Starts waiting runs on idle workers; when none is left, the plan is done. */
  #fill(): void {
    if (this.state.phase !== "running") return;
    const size = this.#size();
    const running = () => this.state.queue.filter(({ status }) => status === "running").length;
    while (running() < size) {
      const next = this.state.queue.find(({ status }) => status === "waiting");
      if (!next) break;
      const entry: Entry = { ...next, status: "running" };
      this.#replace(next.run.id, entry);
      void this.#begin(entry);
    }
    if (!this.state.queue.some(({ status }) => status === "running")) {
      this.#set({ phase: "idle" });
      this.#save();
    }
  }

  /** Starts a run, or continues it from a checkpoint of an earlier visit. */
  async #begin(entry: Entry): Promise<void> {
    const from = await this.#kept.read((archive) => archive.checkpoint(entry.run.id), null);
    // The run may have been cancelled in the meantime.
    if (!this.state.queue.includes(entry)) return;
    this.#pool.start(entry.run, this.state.plan.id, from, this.#dataOf(entry.run.config));
  }

  /** The number of the plan's runs that train at the same time. */
  #size(): number {
    const configs = this.#runs.map(({ config }) => config);
    return this.#pool.sizeFor(configs, configs.length > 0 ? this.#dataOf(configs[0]) : null);
  }

  /** The user's own data, if a run of this config reads them. */
  #dataOf({ task }: RunConfig): OwnData | null {
    return readsOwnData(task) ? this.#data : null;
  }

  /** Has a run wait again that the pool has returned. */
  #wait(id: string): void {
    const entry = this.state.queue.find(({ run }) => run.id === id);
    if (entry) this.#replace(id, waiting(entry.run));
    this.#set({ workers: this.#size() });
    this.#fill();
  }

  #receive(response: News): void {
    const entry = this.state.queue.find(({ run }) => run.id === response.id);
    if (!entry) return;
    if (response.type === "progress") {
      const { step, loss, curve } = response;
      this.#replace(response.id, { ...entry, step, loss, curve });
    } else if (response.type === "checkpoint") {
      const { id, checkpoint } = response;
      void this.#kept.write("checkpoints", (archive) => archive.saveCheckpoint(id, checkpoint));
    } else {
      const { row, weights } = response;
      const rows = [...this.state.rows, row].sort((one, other) => one.index - other.index);
      this.#set({ rows, queue: this.state.queue.filter((other) => other !== entry) });
      const saved = this.#kept.saveRow(row);
      if (firstStranger(rows)) void saved.then(() => this.#textReplaced());
      if (weights) {
        const { id, config } = entry.run;
        const model = { id, label: modelLabel(entry.run), config, weights, data: row.data };
        void this.#kept.write("models", (archive) => archive.saveModel(model)).then(() => this.#readModels());
      }
      this.#fill();
    }
    this.#measure();
  }

  /** Updates the share of work done and the time left. */
  #measure(): void {
    const { queue, phase } = this.state;
    const share = shareDone(worksOf(this.#runs, queue));
    const seconds = (performance.now() - this.#paceStart.time) / 1000;
    const left = phase === "running" ? secondsLeft(share, this.#paceStart.share, seconds) : Number.NaN;
    this.#set({ share, secondsLeft: left });
  }

  #save(): void {
    const { plan, queue, phase } = this.state;
    const order = queue.map(({ run }) => run.id);
    const underWay = phase === "running" || phase === "paused";
    void this.#kept.write("plan", (archive) => archive.savePlan({ plan, order, underWay }));
  }
}
