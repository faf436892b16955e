import type { RunConfig } from "../config/schema";
import { readsOwnData, TASKS, type TaskId } from "../tasks";

/**
 * The version of the engine’s numbers. It increases with every change by which some run has other numbers than before, be it in
 * rounding, in the definition of a score, in the splitting of the lab’s own texts or in the files that come with it. A text of the user’s own is known by its
 * tokens, in {@link Source.data}.
 */
export const ENGINE = 2;

/** The text and the engine that a run’s numbers depend on, besides its settings. */
export interface Source {
  /** The digest of the file that the run reads, or of the user’s own text and its tokens; empty if it reads none. */
  readonly data: string;
  /** {@link ENGINE} */
  readonly engine: number;
}

/** The digests of the files that come with the lab. */
export const SHIPPED: Readonly<Record<string, string>> = {
  "text/pride-and-prejudice.txt": "c02d5190f409371a",
  "digits/digits.txt": "50850460c82d84d5",
};

/** Whether a run reads the user’s own text. */
export const readsOwnText = ({ task, text }: Pick<RunConfig, "task" | "text">): boolean =>
  TASKS[task].isText && text === "own";

/** The digest of the file that a task reads if it reads one of the lab’s; empty if it reads none. */
export const shippedData = (task: TaskId): string => TASKS[task].files.map((file) => SHIPPED[file]).join("");

/** A row, or a part of one. */
interface Made extends Source {
  readonly id: string;
  readonly outcome: string;
  readonly task: TaskId;
}

/** Whether a row’s run read the user’s own text, by its id, which is the query of its config. */
const readOwn = ({ id, task }: Made): boolean => TASKS[task].isText && /(^|&)text=own(&|$)/.test(id);

/** Rows of earlier releases do not say what they read: those of the lab’s files read what still comes with it. */
const dataOf = (row: Made): string => row.data || (readOwn(row) ? "" : shippedData(row.task));

/** The digest of the user’s own text without that of its tokens. */
const textOf = ({ data }: Made): string => data.split("-")[0];

/** Why a row is not one of a run with this source, as a clause; undefined if it is. */
function differs(row: Made, wanted: Source): string | undefined {
  if (row.engine !== wanted.engine)
    return `by version ${row.engine} of the engine, whose numbers differ from those of version ${wanted.engine}`;
  if (dataOf(row) === wanted.data) return undefined;
  if (readsOwnData(row.task)) return "from other data of your own";
  if (!readOwn(row)) return "from other data than those that come with the lab now";
  if (row.data === "") return "from a text that they do not name";
  if (!row.data.includes("-")) return "by an earlier release, which split texts into other tokens";
  return wanted.data.startsWith(`${textOf(row)}-`)
    ? "from the same text, in which another program found other words"
    : "from another text";
}

/**
 * The rows, but those that failed, which were not made from what their runs would be made from now, each with the reason.
 * @param dataOf {@link Source.data} of a config's runs as they would be made now; asked once for each text
 */
export async function strangers(
  runs: readonly { readonly id: string; readonly config: RunConfig }[],
  rows: ReadonlyMap<string, Made>,
  dataOf: (config: RunConfig) => Promise<string>,
): Promise<readonly { readonly id: string; readonly why: string }[]> {
  const data = new Map<string, Promise<string>>();
  const found = runs.map(async ({ id, config }) => {
    const kind = `${config.task} ${config.text}`;
    const now = data.get(kind) ?? dataOf(config);
    data.set(kind, now);
    const wanted = { data: await now, engine: ENGINE };
    const row = rows.get(id);
    const why = row && row.outcome !== "failed" && differs(row, wanted);
    return why ? [{ id, why }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Whether a checkpoint was made from this source; one of an earlier release does not say, and is not. */
export const continues = (checkpoint: Partial<Source>, { data, engine }: Source): boolean =>
  checkpoint.data === data && checkpoint.engine === engine;

/**
 * Finds two rows, of those that did not fail, which do not belong together, since one plan’s runs read the same files and texts.
 * @returns why the later one differs from the earlier one, as a clause; undefined if all belong together
 */
export function firstStranger<Row extends Made>(rows: readonly Row[]): { row: Row; why: string } | undefined {
  const firsts = new Map<string, Row>();
  const made = rows.filter(({ outcome }) => outcome !== "failed");
  for (const row of made) {
    // Rows of both text tasks come from one text, though from other tokens of it.
    const source = readsOwnData(row.task) ? row.task : TASKS[row.task].files.join();
    const kinds = readOwn(row) ? ["own", `own ${row.task}`] : [source];
    for (const kind of kinds) {
      const first = firsts.get(kind) ?? row;
      firsts.set(kind, first);
      const same = kind === "own" && first.task !== row.task && textOf(first) === textOf(row);
      const why = differs(row, { engine: made[0].engine, data: dataOf(same ? row : first) });
      if (why) return { row, why };
    }
  }
  return undefined;
}
