import type { RunConfig } from "../config/schema";
import { pageRefusal } from "../experiments/checked-plan";
import type { PlannedRun } from "../experiments/expand";
import type { Origin } from "../experiments/results-file";
import type { Row } from "../experiments/row";
import { readsOwnText, strangers } from "../experiments/source";
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
}

/** Why a plan cannot be started or continued on the page, in sentences; null if it can be. */
export async function whyNotStarted(
  { runs, rows, queue, origin }: Begun,
  { dataNow, textTrouble }: Sources,
): Promise<string | null> {
  if (rows.some(({ backend }) => backend === "webgpu"))
    return "These rows were made on WebGPU, and the page runs plans on WebAssembly, which rounds differently: continue with the command that made them, or choose the plan again.";
  if (origin) {
    const [stranger] = await strangers(runs, new Map(rows.map((row) => [row.id, row])), dataNow);
    if (stranger)
      return `These rows were made ${stranger.why}, so the page cannot continue them: continue with the command that made them, or choose the plan again.`;
  }
  const refusal = pageRefusal(runs);
  if (refusal !== undefined) return refusal;
  return runs.some(({ config }) => readsOwnText(config)) ? unfitText(queue, textTrouble) : null;
}

/** Why the user's own text is good for none of the waiting runs; null if it is for some. */
async function unfitText(queue: Queue, textTrouble: Sources["textTrouble"]): Promise<string | null> {
  const tasks = new Map(queue.map(({ run: { config } }) => [config.task, config]));
  const troubles = await Promise.all([...tasks.values()].map(textTrouble));
  return troubles.includes(null) ? null : (troubles[0] ?? null);
}
