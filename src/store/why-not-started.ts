import { availableBytes } from "../config/memory-limit";
import type { RunConfig } from "../config/schema";
import { pageRefusal } from "../experiments/checked-plan";
import type { PlannedRun } from "../experiments/expand";
import { dataOfRuns, filesText } from "../experiments/own-data-plan";
import type { Plan } from "../experiments/plan";
import type { Origin } from "../experiments/results-file";
import type { Row } from "../experiments/row";
import { readsOwnText, strangers } from "../experiments/source";
import type { OwnData } from "../own-data/own-data";
import { readsOwnData } from "../tasks";
import { mostBytes } from "../worker/experiment-pool";
import type { Queue } from "./plan-queue";

/** What the runs of a plan would be made from. */
export interface Sources {
  /** {@link Source.data} of a config's runs, as they would be made now. */
  readonly dataNow: (config: RunConfig) => Promise<string>;
  /** Why the user's own text is not good for a config's task, in sentences; null if it is. */
  readonly textTrouble: (config: RunConfig) => Promise<string | null>;
}

/** A plan with what is known of its runs. */
interface Begun {
  readonly runs: readonly PlannedRun[];
  readonly rows: readonly Row[];
  readonly queue: Queue;
  readonly origin: Origin | null;
  readonly plan: Plan;
  /** The user's own data, if they have been read. */
  readonly data: OwnData | null;
}

/** Why a plan cannot be started or continued on the page, in sentences; null if it can be. */
export async function whyNotStarted(
  { runs, rows, queue, origin, plan, data }: Begun,
  { dataNow, textTrouble }: Sources,
): Promise<string | null> {
  if (rows.some(({ backend }) => backend === "webgpu"))
    return "These rows were made on WebGPU, and the page runs plans on WebAssembly, which rounds differently: continue with the command that made them, or choose the plan again.";
  const absent = dataTrouble(plan, runs, data);
  if (absent) return absent;
  if (origin) {
    const [stranger] = await strangers(
      runs,
      new Map(rows.map((row) => [row.id, row])),
      dataOfRuns(plan, dataNow),
    );
    if (stranger)
      return `These rows were made ${stranger.why}, so the page cannot continue them: continue with the command that made them, or choose the plan again.`;
  }
  const refusal = pageRefusal(runs);
  if (refusal !== undefined) return refusal;
  return runs.some(({ config }) => readsOwnText(config)) ? unfitText(queue, textTrouble) : null;
}

/** Why a plan on data of the user's own cannot be run yet, as a sentence; null if it can be, or reads none. */
function dataTrouble(plan: Plan, runs: Begun["runs"], data: OwnData | null): string | null {
  if (!runs.some(({ config }) => readsOwnData(config.task))) return null;
  const files = filesText(plan);
  if (data && data.data === plan.data?.digest) return tooLargeFor(runs, data);
  return files
    ? `This plan reads ${files}, which the browser does not keep: choose ${files.includes(", ") ? "them" : "it"} again in the settings of the plan.`
    : "This plan reads data of your own: choose their file in the settings of the plan.";
}

/** Why runs on the user's own data take too much memory, as a sentence; null if they do not. */
function tooLargeFor(runs: Begun["runs"], data: OwnData): string | null {
  const bytes = mostBytes(
    runs.map(({ config }) => config),
    data,
  );
  const available = availableBytes();
  if (bytes <= available) return null;
  return `A run would take up to ${Math.ceil(bytes / 1e6)} MB with these data, and this page takes at most ${Math.floor(available / 1e6)} MB here: choose smaller batches or fewer units, or run the plan by the command.`;
}

/** Why the user's own text is good for none of the waiting runs; null if it is for some. */
async function unfitText(queue: Queue, textTrouble: Sources["textTrouble"]): Promise<string | null> {
  const tasks = new Map(queue.map(({ run: { config } }) => [config.task, config]));
  const troubles = await Promise.all([...tasks.values()].map(textTrouble));
  return troubles.includes(null) ? null : (troubles[0] ?? null);
}
