import { readFile } from "node:fs/promises";
import { messageOf } from "../src/errors";
import "../src/kernels/wasm";
import { arrayRefusal } from "../src/config/memory-limit";
import type { RunConfig } from "../src/config/schema";
import { roughCost } from "../src/experiments/cost";
import { expand, inShard, type PlannedRun, type Shard } from "../src/experiments/expand";
import { dataKind, withData } from "../src/experiments/own-data-plan";
import { fileText, type Plan, parsePlanText, planJson, sameRuns } from "../src/experiments/plan";
import { PLANS } from "../src/experiments/plans";
import {
  brokenLines,
  headerLine,
  type Origin,
  readResults,
  rowsOfNoRun,
  wholeLines,
} from "../src/experiments/results-file";
import { failedRow, type Row, rowLine } from "../src/experiments/row";
import { matched, type Progress, type RunCheckpoint, train } from "../src/experiments/run";
import { continues, ENGINE, readsOwnText, strangers } from "../src/experiments/source";
import { fitnessOf, fitnessText, isTextTask, refuseUnfit, unfitText } from "../src/experiments/text-fitness";
import { secondsLeft } from "../src/experiments/time-left";
import type { OwnData } from "../src/own-data/own-data";
import type { Task } from "../src/tasks/task";
import { readOwnText } from "../src/worker/own-text";
import type { Machine } from "./machine";
import { memoryNeeded, type Needed, neededFor } from "./memory-needed";
import { dataBytes, type TaskFiles, taskFiles } from "./task-files";

export { checkpointFile } from "./checkpoint-file";
export { lockFile } from "./file-lock";
export { startOnWasm, startOnWebgpu } from "./machine";
export { ownDataFrom } from "./own-data";
export { shardOf } from "./part";
export { resultsWriter } from "./results-writer";
export { brokenLines, dataKind, PLANS, planJson, readResults, wholeLines, withData };

/** A plan that comes with the lab, by its id. */
export const planById = (id: string): Plan | undefined => PLANS.find((plan) => plan.id === id);

/** The banner that npm run prints before the plan, so that `>` puts it into the file. */
const NPM_BANNER = /^(\s*> .*\n)+/;

/** A plan from a file. @throws Error with a sentence about what is wrong with it */
export const planFromFile = async (path: string): Promise<Plan> =>
  parsePlanText((await textFromFile(path)).replace(NPM_BANNER, ""));

/** The user's own text from a file. @throws Error with a sentence about what is wrong with it */
export const ownTextFromFile = async (path: string): Promise<string> =>
  readOwnText(path, new Uint8Array(await readFile(path))).text;

/**
 * What the user's own text is good for, in sentences; empty if the plan does not read it.
 * @throws Error with a sentence if it is good for none of the plan's tasks that read it
 */
export function ownTextNote(plan: Plan, text: string): string {
  const tasks = new Set(expand(plan).flatMap(({ config }) => (readsOwnText(config) ? [config.task] : [])));
  const read = [...tasks].filter(isTextTask);
  if (read.length === 0) return "";
  const fitness = fitnessOf(text);
  refuseUnfit(fitness);
  const troubles = read.map((task) => unfitText(fitness, task));
  if (troubles[0] !== null && !troubles.includes(null)) throw new Error(troubles[0]);
  return fitnessText(fitness);
}

/** A file in UTF-8 or UTF-16. @throws Error with a sentence if it is in neither */
export const textFromFile = async (path: string): Promise<string> =>
  fileText(new Uint8Array(await readFile(path)));

export interface ShardOptions {
  readonly plan: Plan;
  readonly shard: Shard;
  /** The machine that computes the runs; it must be started. */
  readonly machine: Machine;
  readonly origin: Pick<Origin, "command" | "commit" | "machine">;
  /** The present content of the results file; empty if there is none. */
  readonly existing: string;
  /** The run that was interrupted last time, if any. */
  readonly saved: InterruptedRun | null;
  /** Saves an unfinished run for the next time; null deletes it. */
  readonly save: (run: InterruptedRun | null) => Promise<void>;
  /** The folder that the tasks' files are relative to. */
  readonly publicFolder: string;
  /** The user's own text, for a plan that reads one. */
  readonly ownText?: string | undefined;
  /** The user's own data, for a plan that reads them. */
  readonly ownData?: OwnData | undefined;
  /** Adds a line to the results file. */
  readonly write: (line: string) => Promise<void>;
  readonly progress: (now: ProgressNow) => void;
  /** Reports, as a sentence, what is odd and stops nothing. */
  readonly say: (sentence: string) => void;
  /** Called before a run's networks are made and measured, which takes a while if they are large. */
  readonly preparing: (run: PlannedRun) => void;
  /** Called when an interrupted run continues after this step. */
  readonly resumed: (run: PlannedRun, step: number) => void;
  /** Whether to stop before the next step. */
  readonly interrupted: () => boolean;
}

/** An unfinished run and its checkpoint. */
export interface InterruptedRun {
  readonly id: string;
  readonly checkpoint: RunCheckpoint;
}

export interface ProgressNow {
  /** The number of runs in this shard, and how many of them are done. */
  readonly runs: number;
  readonly done: number;
  /** Share of the whole work that is done, 0 to 1. */
  readonly share: number;
  readonly secondsLeft: number;
  readonly run: PlannedRun;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** The row, once the run is done. */
  readonly row: Row | null;
}

/** Minimum time between two progress reports, in ms. */
const PROGRESS_INTERVAL = 200;
/** Minimum time between two checkpoints, in ms: the work that is lost if the process is killed. */
const CHECKPOINT_INTERVAL = 1000;

/**
 * Runs the missing runs of a shard with the page's engine.
 * @returns the shard's rows, including existing ones, and how many of them were made now; fewer than planned if it was
 * interrupted, or if the machine can no longer be trusted, in which case the current run has failed
 * @throws Error if the results file belongs to another plan, text or machine, or if the machine computes a run wrongly
 */
export async function runShard(
  options: ShardOptions,
): Promise<{ rows: Row[]; planned: number; made: number }> {
  const { plan, shard, machine, origin, saved, save, write, progress, interrupted } = options;
  const runs = inShard(shard, expand(plan));
  const own = new Set(runs.map(({ id }) => id));
  const files = taskFiles(options.publicFolder, options.ownText, options.ownData);
  const { task } = files;
  const rows = await finishedRows(plan, options.existing, machine, files);
  const odd = rowsOfNoRun(expand(plan), [...rows.values()]);
  if (odd) options.say(odd);
  const missing = runs.filter(({ id }) => !rows.has(id));
  if (machine.verify) await verifyKinds(missing, machine.device, machine.verify, task);
  if (missing.length > 0) options.say(memoryNeeded(await needed(missing, task), dataBytes(options.ownData)));
  const which = shard.of === 1 ? {} : { shard: shard.number, shards: shard.of };
  if (options.existing === "")
    await write(headerLine(plan, { ...origin, ...which, backend: machine.backend }));
  const work = missing.reduce((sum, { config }) => sum + roughCost(config), 0);
  const part = ({ config }: PlannedRun, step: number) => (roughCost(config) * step) / config.steps / work;
  const interruptedRun = await savedRun(missing, saved, files);
  const before = interruptedRun && saved ? part(interruptedRun, saved.checkpoint.lane.step) : 0;
  const started = performance.now();
  let [done, made, reportedAt] = [0, 0, Number.NEGATIVE_INFINITY];
  // The interrupted run comes first, because its checkpoint file is deleted when a run is done.
  for (const run of [
    ...(interruptedRun ? [interruptedRun] : []),
    ...missing.filter((one) => one !== interruptedRun),
  ]) {
    const from = run === interruptedRun && saved ? saved.checkpoint : null;
    if (from) options.resumed(run, from.lane.step);
    options.preparing(run);
    const report = (step: number, loss: number, row: Row | null) => {
      const now = performance.now();
      if (!row && now < reportedAt + PROGRESS_INTERVAL) return false;
      reportedAt = now;
      const share = Math.min(1, done + part(run, step));
      const left = secondsLeft(share, before, (now - started) / 1000);
      const { steps } = run.config;
      const ready = [...rows.keys()].filter((id) => own.has(id)).length;
      progress({ runs: runs.length, done: ready, share, secondsLeft: left, run, step, steps, loss, row });
      return true;
    };
    let savedAt = performance.now();
    const row = await runOne(run, plan.id, machine, task, from, async ({ step, loss, checkpoint }) => {
      // Lets Node handle Ctrl-C.
      if (report(step, loss, null)) await new Promise(setImmediate);
      const end = interrupted();
      if (checkpoint && (end || performance.now() >= savedAt + CHECKPOINT_INTERVAL)) {
        await save({ id: run.id, checkpoint: await checkpoint() });
        savedAt = performance.now();
      }
      return end;
    });
    if (row === null) break;
    rows.set(run.id, row);
    made++;
    await write(rowLine(row));
    await save(null);
    report(run.config.steps, row.heldOut.loss, row);
    done += part(run, run.config.steps);
    if (machine.fault() !== undefined) break;
  }
  return { rows: [...rows.values()].filter(({ id }) => own.has(id)), planned: runs.length, made };
}

/** The settings that a run's memory depends on: runs that differ in others take as much. */
const MEMORY_SETTINGS = [
  "task",
  "text",
  "length",
  "recall",
  "alphabet",
  "vocabulary",
  "supervise",
  "units",
  "batch",
] as const;

/** The memory that runs take, each kind once; a run whose task cannot be made becomes a row with the reason. */
async function needed(
  runs: readonly PlannedRun[],
  taskOf: (config: RunConfig) => Promise<Task>,
): Promise<readonly Needed[]> {
  const kinds = new Map(
    runs.map(({ config, like }) => [
      JSON.stringify([
        MEMORY_SETTINGS.map((key) => config[key]),
        config.b.numbers,
        config.b.cell,
        config.b.rule,
        like,
      ]),
      { config, like },
    ]),
  );
  const found = [...kinds.values()].map(async ({ config, like }) => {
    const task = await taskOf(config).catch(() => null);
    return task ? [neededFor(matched(config, like, task), task)] : [];
  });
  return (await Promise.all(found)).flat();
}

/** The run that can continue from the saved checkpoint, if there is one. */
async function savedRun(
  missing: readonly PlannedRun[],
  saved: InterruptedRun | null,
  files: TaskFiles,
): Promise<PlannedRun | undefined> {
  const run = missing.find(({ id }) => id === saved?.id);
  if (!run || !saved) return undefined;
  const data = await files.data(run.config);
  return continues(saved.checkpoint, { data, engine: ENGINE }) ? run : undefined;
}

/**
 * The rows of a results file that need not be computed again.
 * @throws Error with a sentence if some were made from something else than this plan's runs would be, or a text is absent
 */
async function finishedRows(
  plan: Plan,
  existing: string,
  { backend }: Machine,
  files: TaskFiles,
): Promise<Map<string, Row>> {
  const done = existing === "" ? new Map<string, Row>() : rowsOf(existing, plan, backend);
  const [stranger] = await strangers(expand(plan), done, files.data);
  if (stranger)
    throw new Error(`The results file has rows that were made ${stranger.why}. Give --out another name.`);
  return done;
}

/** The rows of a results file but those that failed. @throws Error with a sentence if it is another plan's or backend's */
function rowsOf(existing: string, plan: Plan, backend: Machine["backend"]): Map<string, Row> {
  const { plan: other, origin, rows } = readResults(existing);
  if (!sameRuns(other, plan)) {
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
 * Verifies each kind of run once; runs that differ only in seed, learning rate or number of steps are of the same kind.
 * @throws Error with a sentence if the machine computes one wrongly
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
    const tooLarge = arrayRefusal({ ...config, a: config.b });
    if (tooLarge)
      throw new Error(`${device} does not take network “${network}”: ${tooLarge}. Leave --backend out.`);
    // A run whose task cannot be made becomes a row with the reason.
    const task = await taskOf(config).catch(() => null);
    const wrong = task && (await verify(matched(config, like, task), task));
    if (wrong) {
      const which = [network, ...Object.entries(point).map((pair) => pair.join(" "))].join(", ");
      throw new Error(`${device} computes ${which} wrongly: ${wrong}. Nothing was run.`);
    }
  }
}

/** Trains one run. @returns its row; null if it was interrupted */
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
