import { createStore, type StoreApi } from "zustand/vanilla";
import { type Curve, EMPTY_CURVE } from "../experiments/curve";
import { expand, type PlannedRun } from "../experiments/expand";
import type { Plan } from "../experiments/plan";
import { PLANS } from "../experiments/plans";
import type { Origin, Results } from "../experiments/results-file";
import type { Row } from "../experiments/row";
import { secondsLeft, shareDone } from "../experiments/time-left";
import type { Pool, PoolEvents } from "../worker/experiment-pool";
import type { ExperimentResponse } from "../worker/experiment-protocol";
import type { Archive, ModelName } from "./experiment-archive";

/** A run of the plan that has no row yet. */
export interface Entry {
  readonly run: PlannedRun;
  readonly status: "waiting" | "running" | "cancelled";
  readonly step: number;
  readonly loss: number;
  readonly curve: Curve;
}

export interface ExperimentsState {
  readonly plan: Plan;
  /** What is still to be run, in the order in which it will be. */
  readonly queue: readonly Entry[];
  /** In the plan's order. */
  readonly rows: readonly Row[];
  readonly phase: "opening" | "idle" | "running" | "paused";
  /** Runs at the same time. */
  readonly workers: number;
  /** Share of the plan's work that is done, 0 to 1. */
  readonly share: number;
  /** NaN while unknown. */
  readonly secondsLeft: number;
  /** The plan was under way when the page was left. */
  readonly leftUnfinished: boolean;
  /** Where rows come from that were not made here; null where all were. */
  readonly origin: Origin | null;
  /** Trained networks that can write text. */
  readonly models: readonly ModelName[];
  /** What went wrong with a plan or a file, in a sentence. */
  readonly trouble: string | null;
}

const waiting = (run: PlannedRun): Entry => ({
  run,
  status: "waiting",
  step: 0,
  loss: Number.NaN,
  curve: EMPTY_CURVE,
});

/** A plan being carried out: what waits, what runs, what is known, and what is kept for the next visit. */
export class Experiments {
  readonly store: StoreApi<ExperimentsState>;
  readonly #pool: Pool;
  readonly #archive: Archive;
  /** When the pace was last begun to be measured, and what was done then. */
  #mark = { time: 0, share: 0 };
  #opened = false;
  /** Plans chosen so far: the last one counts, however long the browser takes to find its rows. */
  #choices = 0;
  /** All runs of the plan at hand. */
  #runs: readonly PlannedRun[] = expand(PLANS[0]);

  constructor(connect: (events: PoolEvents) => Pool, archive: Archive) {
    this.#pool = connect({ received: (response) => this.#receive(response) });
    this.#archive = archive;
    this.store = createStore<ExperimentsState>(() => ({
      plan: PLANS[0],
      queue: this.#runs.map(waiting),
      rows: [],
      phase: "opening",
      workers: this.#pool.size,
      share: 0,
      secondsLeft: Number.NaN,
      leftUnfinished: false,
      origin: null,
      models: [],
      trouble: null,
    }));
  }

  get state(): ExperimentsState {
    return this.store.getState();
  }

  /** Takes up what the last visit left; once. */
  async open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    const choices = this.#choices;
    this.#set({ models: await this.#archive.models() });
    const kept = await this.#archive.plan();
    // The person may have been quicker.
    if (choices !== this.#choices) return;
    await this.choose(kept?.plan ?? PLANS[0], kept?.order);
    if (kept?.underWay && this.state.queue.length > 0) this.#set({ leftUnfinished: true });
  }

  /** Makes a plan the one at hand, with the rows of it that are known from before. What runs is cancelled. */
  async choose(plan: Plan, order: readonly string[] = []): Promise<void> {
    const choice = ++this.#choices;
    const runs = expand(plan);
    const known = new Map((await this.#archive.rows(runs.map(({ id }) => id))).map((row) => [row.id, row]));
    if (choice !== this.#choices) return;
    // The plan before may have been started in the meantime.
    this.cancel();
    this.#show(plan, runs, known, order);
    this.#keep();
  }

  /** Shows the rows of a results file; what is missing of its plan can be run here. */
  showResults({ plan, origin, rows }: Results): void {
    this.cancel();
    this.#choices++;
    this.#show(plan, expand(plan), new Map(rows.map((row) => [row.id, row])), []);
    this.#set({ origin });
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
      // The same run may have had another place and name in another plan.
      return row ? [{ ...row, plan: plan.id, index, network, point }] : [];
    });
    const place = new Map(order.map((id, i) => [id, i]));
    this.#runs = runs;
    const missing = runs.filter(({ id }) => !known.has(id));
    const rank = ({ id, index }: PlannedRun) => place.get(id) ?? order.length + index;
    const queue = missing.sort((one, other) => rank(one) - rank(other)).map(waiting);
    this.#set({ plan, rows, queue, phase: "idle", origin: null, leftUnfinished: false, trouble: null });
    this.#measure();
  }

  /** Starts, or goes on. */
  start(): void {
    const { phase } = this.state;
    if (phase === "opening" || phase === "running") return;
    if (this.state.rows.some(({ backend }) => backend === "webgpu")) {
      this.complain(
        "These rows were made on WebGPU, and the page runs plans on WebAssembly, which rounds differently: go on with the command that made them, or choose the plan anew.",
      );
      return;
    }
    this.#set({ phase: "running", leftUnfinished: false });
    this.#mark = { time: performance.now(), share: this.state.share };
    this.#pool.resume();
    this.#fill();
    this.#keep();
  }

  /** What runs stands still and keeps its place. */
  pause(): void {
    if (this.state.phase !== "running") return;
    this.#pool.pause();
    this.#set({ phase: "paused", secondsLeft: Number.NaN });
    this.#keep();
  }

  /** Ends what runs; rows that are there stay, and the rest waits. */
  cancel(): void {
    this.#pool.end();
    if (this.state.phase === "opening") return;
    const queue = this.state.queue.map((entry) => (entry.status === "running" ? waiting(entry.run) : entry));
    this.#set({ queue, phase: "idle", secondsLeft: Number.NaN, leftUnfinished: false });
    this.#measure();
    this.#keep();
  }

  /** Takes one run out of the queue, or back into it. */
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

  /** Moves a waiting run before (−1) or behind (+1) its neighbour among those that wait. */
  move(id: string, by: -1 | 1): void {
    const queue = [...this.state.queue];
    const from = queue.findIndex(({ run }) => run.id === id);
    const to = from + by;
    if (from < 0 || !queue[to] || queue[to].status === "running") return;
    [queue[from], queue[to]] = [queue[to], queue[from]];
    this.#set({ queue });
    this.#keep();
  }

  /** Forgets the plan's rows, so that all of it can be run again; not while it is a file's that are shown. */
  async forget(): Promise<void> {
    const { plan, origin } = this.state;
    if (origin) return;
    this.cancel();
    const ids = this.#runs.map(({ id }) => id);
    await this.#archive.forgetRows(ids);
    await this.#archive.forgetCheckpoints(ids);
    await this.choose(plan);
  }

  /** The person's own text is another one: what was learnt from the old one no longer holds. */
  async textChanged(): Promise<void> {
    await this.#archive.forgetOwnText();
    this.#set({ models: await this.#archive.models() });
    if (this.#runs.some(({ config }) => config.text === "own")) await this.choose(this.state.plan);
  }

  #set(part: Partial<ExperimentsState>): void {
    this.store.setState(part);
  }

  #replace(id: string, entry: Entry): void {
    this.#set({ queue: this.state.queue.map((old) => (old.run.id === id ? entry : old)) });
  }

  /** Hands waiting runs to workers that have nothing to do; after the last one the plan is done. */
  #fill(): void {
    if (this.state.phase !== "running") return;
    const running = () => this.state.queue.filter(({ status }) => status === "running").length;
    while (running() < this.#pool.size) {
      const next = this.state.queue.find(({ status }) => status === "waiting");
      if (!next) break;
      const entry: Entry = { ...next, status: "running" };
      this.#replace(next.run.id, entry);
      void this.#begin(entry);
    }
    if (!this.state.queue.some(({ status }) => status === "running")) {
      this.#set({ phase: "idle" });
      this.#keep();
    }
  }

  /** Starts a run, or goes on with it where it was begun on an earlier visit. */
  async #begin(entry: Entry): Promise<void> {
    const from = await this.#archive.checkpoint(entry.run.id);
    // It may have been cancelled in the meantime.
    if (this.state.queue.includes(entry)) this.#pool.start(entry.run, this.state.plan.id, from);
  }

  #receive(response: ExperimentResponse): void {
    const entry = this.state.queue.find(({ run }) => run.id === response.id);
    if (!entry) return;
    if (response.type === "progress") {
      const { step, loss, curve } = response;
      this.#replace(response.id, { ...entry, step, loss, curve });
    } else if (response.type === "checkpoint") {
      void this.#archive.keepCheckpoint(response.id, response.checkpoint);
    } else {
      const { row, weights } = response;
      const rows = [...this.state.rows, row].sort((one, other) => one.index - other.index);
      this.#set({ rows, queue: this.state.queue.filter((other) => other !== entry) });
      void this.#archive.keepRow(row).then(() => this.#archive.forgetCheckpoints([row.id]));
      if (weights) {
        const { id, config } = entry.run;
        void this.#archive
          .keepModel({ id, label: modelLabel(entry.run), config, weights })
          .then(async () => this.#set({ models: await this.#archive.models() }));
      }
      this.#fill();
    }
    this.#measure();
  }

  /** How much is done and how long the rest takes. */
  #measure(): void {
    const { queue, phase } = this.state;
    const byId = new Map(queue.map((entry) => [entry.run.id, entry]));
    const works = this.#runs.flatMap((run) => {
      const entry = byId.get(run.id);
      if (entry?.status === "cancelled") return [];
      return [{ run, step: entry?.step ?? 0, done: !entry }];
    });
    const share = shareDone(works);
    const seconds = (performance.now() - this.#mark.time) / 1000;
    const left = phase === "running" ? secondsLeft(share, this.#mark.share, seconds) : Number.NaN;
    this.#set({ share, secondsLeft: left });
  }

  #keep(): void {
    const { plan, queue, phase } = this.state;
    const order = queue.map(({ run }) => run.id);
    void this.#archive.keepPlan({ plan, order, underWay: phase === "running" || phase === "paused" });
  }
}

/** What a trained network is called where networks of several plans stand together. */
function modelLabel({ network, config }: PlannedRun): string {
  return `${network} · ${config.task}, length ${config.length}, ${config.units} units, seed ${config.seed}`;
}
