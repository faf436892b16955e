import { readFile } from "node:fs/promises";
import { messageOf } from "../src/errors";
import "../src/kernels/wasm";
import type { RunConfig } from "../src/config/schema";
import { roughCost } from "../src/experiments/cost";
import { expand, inShard, type PlannedRun, parseShard, type Shard } from "../src/experiments/expand";
import { type Plan, parsePlanText, planJson, samePlan } from "../src/experiments/plan";
import { PLANS } from "../src/experiments/plans";
import { headerLine, type Origin, readResults } from "../src/experiments/results-file";
import { failedRow, type Row, rowLine } from "../src/experiments/row";
import { matched, type Progress, type RunCheckpoint, train } from "../src/experiments/run";
import { secondsLeft } from "../src/experiments/time-left";
import type { Task } from "../src/tasks/task";
import { readOwnText } from "../src/worker/own-text";
import type { Machine } from "./machine";
import { tasks } from "./task-files";

export { checkpointFile } from "./checkpoint-file";
export { startOnWasm, startOnWebgpu } from "./machine";
export { PLANS, parseShard, planJson };

/** A plan that comes with the lab, by its id. */
export const planById = (id: string): Plan | undefined => PLANS.find((plan) => plan.id === id);

/** A plan from a file. @throws Error with a sentence about what is wrong with it */
export const planFromFile = async (path: string): Promise<Plan> =>
  parsePlanText(await readFile(path, "utf8"));

/** A text from a file. @throws Error with a sentence about what is wrong with it */
export const textFromFile = async (path: string): Promise<string> =>
  readOwnText(path, new Uint8Array(await readFile(path))).text;

export interface Running {
  readonly plan: Plan;
  readonly shard: Shard;
  /** The machine that the runs are computed on, started already. */
  readonly machine: Machine;
  readonly origin: Omit<Origin, "backend">;
  /** What the results file holds already; empty where there is none. */
  readonly before: string;
  /** A run that was cut the last time. */
  readonly kept: SavedRun | null;
  /** Keeps a run in its middle for the next time, or, given null, forgets it. */
  readonly keep: (run: SavedRun | null) => Promise<void>;
  /** The folder that the tasks' files are relative to. */
  readonly publicFolder: string;
  /** The person's own text, for a plan that reads one. */
  readonly ownText?: string | undefined;
  /** Adds a line to the results file. */
  readonly write: (line: string) => Promise<void>;
  readonly progress: (now: ProgressNow) => void;
  /** A run that was cut is gone on with after this step. */
  readonly resumed: (run: PlannedRun, step: number) => void;
  /** Whether to stop before the next step. */
  readonly interrupted: () => boolean;
}

/** A run in its middle. */
export interface SavedRun {
  readonly id: string;
  readonly checkpoint: RunCheckpoint;
}

export interface ProgressNow {
  /** Runs of this shard, and how many of them are done. */
  readonly runs: number;
  readonly done: number;
  /** Share of the whole work that is done, 0 to 1. */
  readonly share: number;
  readonly secondsLeft: number;
  readonly run: PlannedRun;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** The row, once it is there. */
  readonly row: Row | null;
}

/** The most often that progress is told, ms. */
const INTERVAL = 200;
/** What an end without warning may cost of a run, ms. */
const BETWEEN_CHECKPOINTS = 1000;

/**
 * Runs what is missing of a shard with the page's own engine.
 * @returns the shard's rows, those from before among them; fewer than planned where it was interrupted, or where the
 * machine can no longer be trusted: the run that it was at has failed then
 * @throws Error where the results file belongs to another plan or machine, or a run is computed wrongly there
 */
export async function runShard(running: Running): Promise<{ rows: Row[]; planned: number }> {
  const { plan, shard, machine, origin, kept, keep, write, progress, interrupted } = running;
  const runs = inShard(shard, expand(plan));
  const rows = finishedRows(plan, running.before, machine);
  const task = tasks(running.publicFolder, running.ownText);
  const missing = runs.filter(({ id }) => !rows.has(id));
  if (machine.verify) await verifyKinds(missing, machine.device, machine.verify, task);
  if (running.before === "") await write(headerLine(plan, { ...origin, backend: machine.backend }));
  const work = missing.reduce((sum, { config }) => sum + roughCost(config), 0);
  const part = ({ config }: PlannedRun, step: number) => (roughCost(config) * step) / config.steps / work;
  const cut = missing.find(({ id }) => id === kept?.id);
  const before = cut && kept ? part(cut, kept.checkpoint.lane.step) : 0;
  const started = performance.now();
  let [done, told] = [0, Number.NEGATIVE_INFINITY];
  // What was cut comes first: its file is taken away when a run is done.
  for (const run of [...(cut ? [cut] : []), ...missing.filter((one) => one !== cut)]) {
    const from = run === cut && kept ? kept.checkpoint : null;
    if (from) running.resumed(run, from.lane.step);
    const tell = (step: number, loss: number, row: Row | null) => {
      const now = performance.now();
      if (!row && now < told + INTERVAL) return false;
      told = now;
      const share = Math.min(1, done + part(run, step));
      const left = secondsLeft(share, before, (now - started) / 1000);
      const { steps } = run.config;
      progress({ runs: runs.length, done: rows.size, share, secondsLeft: left, run, step, steps, loss, row });
      return true;
    };
    let saved = performance.now();
    const row = await runOne(run, plan.id, machine, task, from, async ({ step, loss, checkpoint }) => {
      // A turn for the keyboard's Ctrl-C.
      if (tell(step, loss, null)) await new Promise(setImmediate);
      const end = interrupted();
      if (checkpoint && (end || performance.now() >= saved + BETWEEN_CHECKPOINTS)) {
        await keep({ id: run.id, checkpoint: await checkpoint() });
        saved = performance.now();
      }
      return end;
    });
    if (row === null) break;
    rows.set(run.id, row);
    await write(rowLine(row));
    await keep(null);
    tell(run.config.steps, row.heldOut.loss, row);
    done += part(run, run.config.steps);
    if (machine.fault() !== undefined) break;
  }
  const own = new Set(runs.map(({ id }) => id));
  return { rows: [...rows.values()].filter(({ id }) => own.has(id)), planned: runs.length };
}

/** The rows of a results file that need not be made again. */
function finishedRows(plan: Plan, before: string, { backend }: Machine): Map<string, Row> {
  if (before === "") return new Map();
  const { plan: other, origin, rows } = readResults(before);
  if (!samePlan(other, plan)) {
    throw new Error(`The results file belongs to another plan, “${other.name}”. Give --out another name.`);
  }
  const made = [origin.backend, ...rows.map((row) => row.backend)];
  const onGpu = backend === "webgpu";
  if (made.some((one) => (one === "webgpu") !== onGpu)) {
    throw new Error(
      `The results file was made on ${[...new Set(made)].join(" and ")}, and this would continue on ${backend}. Give --out another name.`,
    );
  }
  return new Map(rows.filter(({ outcome }) => outcome !== "failed").map((row) => [row.id, row]));
}

/**
 * Verifies each kind of run once; runs that differ by their seed, learning rate or number of steps are of one kind.
 * @throws Error with a sentence where one is computed wrongly
 */
async function verifyKinds(
  runs: readonly PlannedRun[],
  device: string,
  verify: NonNullable<Machine["verify"]>,
  taskOf: (config: RunConfig) => Promise<Task>,
): Promise<void> {
  const kinds = new Map(
    runs.map((run) => [JSON.stringify([{ ...run.config, seed: 0, lr: 0, steps: 0 }, run.like]), run]),
  );
  for (const { network, point, config, like } of kinds.values()) {
    // A run that has no task becomes a row that says why.
    const task = await taskOf(config).catch(() => null);
    const wrong = task && (await verify(matched(config, like, task), task));
    if (wrong) {
      const which = [network, ...Object.entries(point).map((pair) => pair.join(" "))].join(", ");
      throw new Error(`${device} computes ${which} wrongly: ${wrong}. Nothing was run.`);
    }
  }
}

/** @returns null where it was interrupted */
async function runOne(
  run: PlannedRun,
  plan: string,
  { backend, fault }: Machine,
  taskOf: (config: RunConfig) => Promise<Task>,
  from: RunCheckpoint | null,
  afterStep: (progress: Progress) => Promise<boolean>,
): Promise<Row | null> {
  try {
    const training = train(run, plan, await taskOf(run.config), backend, from);
    for (;;) {
      const next = await training.next();
      const broken = fault();
      if (broken !== undefined) throw new Error(broken);
      if (next.done) return next.value.row;
      if (await afterStep(next.value)) {
        await training.return(Promise.reject(new Error("interrupted"))).catch(() => {});
        return null;
      }
    }
  } catch (error) {
    return failedRow(run, plan, fault() ?? messageOf(error), backend);
  }
}
