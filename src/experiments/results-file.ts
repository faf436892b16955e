import * as v from "valibot";
import { inWords, isRecord, type Json, read, record, shape } from "../valid";
import { type Plan, parsePlan, planJson, RIGHT_KINDS, sameRuns } from "./plan";
import { COUNT, fromLine, ROW, type Row, rowLine, toLine } from "./row";
import { firstStranger } from "./source";

export const RESULTS_FORMAT = "unitary-rnn-lab/results";
export const RESULTS_VERSION = 1;

const TEXT = v.fallback(v.string(), "");
/** The origin of the rows that follow, and how to reproduce them. */
const ORIGIN = shape({
  command: TEXT,
  /** The project's commit in git, or empty if unknown. */
  commit: TEXT,
  machine: TEXT,
  /** The backend of the first rows, as in {@link Row.backend}. Older files lack it: theirs was wasm. */
  backend: v.fallback(v.pipe(v.string(), v.nonEmpty()), "wasm"),
  /** Which of how many shards of the plan the rows are; absent if they are all of it. */
  shard: v.fallback(v.optional(COUNT), undefined),
  shards: v.fallback(v.optional(COUNT), undefined),
});
export interface Origin extends v.InferOutput<typeof ORIGIN> {}

/** Rows and the plan that they belong to. A file has one line of JSON for each, the plan first. */
export interface Results {
  readonly plan: Plan;
  readonly origin: Origin;
  readonly rows: readonly Row[];
}

/** The first line of a results file. */
export const headerLine = (plan: Plan, origin: Origin): string =>
  toLine({ format: RESULTS_FORMAT, version: RESULTS_VERSION, ...origin, plan: planJson(plan) });

/** The text of a whole results file. */
export const resultsText = ({ plan, origin, rows }: Results): string =>
  `${[headerLine(plan, origin), ...rows.map(rowLine)].join("\n")}\n`;

/** A line of a results file, with its number in the file. */
interface Line {
  readonly number: number;
  readonly text: string;
  readonly value: Json;
}

/** How a header and a row begin: a line that was cut off may be followed by the next one without a line break. */
const STARTS = [`{"format":"${RESULTS_FORMAT}"`, '{"id":"'];

/** Whether a text is the beginning of a header. */
const isCutHeader = (text: string) => text.startsWith(STARTS[0]) || STARTS[0].startsWith(text);

/** A line's text as JSON; of one whose beginning was cut off, the part from the last header or row in it. */
function whole(text: string): Pick<Line, "text" | "value"> | undefined {
  for (const start of [0, ...STARTS.map((one) => text.lastIndexOf(one)).filter((at) => at > 0)]) {
    try {
      const part = text.slice(start);
      const value = fromLine(part);
      if (start === 0 || isRecord(value)) return { text: part, value: value as Json };
    } catch {
      // This part is no JSON either.
    }
  }
  return undefined;
}

/**
 * The lines of a results file that are whole, and the numbers of those that are not: a process may be killed while it writes
 * one, and another file be appended to it.
 * @throws Error with a sentence if the first line is not JSON, or a line is not an object
 */
export function wholeLines(file: string): {
  readonly lines: readonly Line[];
  readonly broken: readonly number[];
} {
  const lines: Line[] = [];
  const broken: number[] = [];
  for (const [i, given] of file.split("\n").entries()) {
    const text = given.trim();
    if (text === "") continue;
    const number = i + 1;
    const found = whole(text);
    if (found?.text !== text) {
      if (lines.length === 0 && !isCutHeader(text))
        throw new Error(`Line ${number} is not JSON, so these are no results. ${RIGHT_KINDS}`);
      broken.push(number);
    }
    if (found)
      lines.push({
        ...found,
        number,
        value: read(record(`Line ${number} is not a JSON object.`), found.value),
      });
  }
  return { lines, broken };
}

/** The lines whose rows are lost, as a sentence; empty if there are none. */
export function brokenLines(broken: readonly number[]): string {
  if (broken.length === 0) return "";
  const [line, is] = broken.length === 1 ? ["Line", "is"] : ["Lines", "are"];
  return `${line} ${broken.join(", ")} ${is} cut off: what is missing there is run again.`;
}

/** Rows that belong to none of a plan’s runs, as a sentence; empty if there are none. */
export function rowsOfNoRun(runs: readonly { readonly id: string }[], rows: readonly Row[]): string {
  const ids = new Set(runs.map(({ id }) => id));
  const stray = rows.filter(({ id }) => !ids.has(id));
  if (stray.length === 0) return "";
  const [first] = stray;
  const point = Object.entries(first.point).map((setting) => setting.join(" "));
  const which = [first.network, ...point].join(", ");
  return stray.length === 1
    ? `One row belongs to no run of the plan and is left out: ${which}.`
    : `${stray.length} rows belong to no run of the plan and are left out, the first of them ${which}.`;
}

/**
 * Reads a results file, or several of the same plan concatenated, which merges shards: a run that occurs twice counts
 * once, and a row that succeeded takes precedence over one that failed. Rows are returned in the plan's order, and with
 * them the numbers of {@link wholeLines | broken lines}, which are skipped.
 * @throws Error with a sentence: which line is wrong, and what would be right
 */
export function readResults(text: string): Results & { readonly broken: readonly number[] } {
  const { lines, broken } = wholeLines(text);
  let head: { plan: Plan; origin: Origin } | undefined;
  const rows = new Map<string, Row>();
  const made: (Row & { readonly line: number })[] = [];
  for (const { number, value } of lines) {
    if (value.format === RESULTS_FORMAT) {
      if (value.version !== RESULTS_VERSION) {
        throw new Error(
          `Line ${number} is of version ${inWords(value.version)}; version ${RESULTS_VERSION} can be read.`,
        );
      }
      const plan = parsePlan(value.plan);
      if (head && !sameRuns(head.plan, plan)) {
        throw new Error(
          `Line ${number} begins the results of another plan, “${plan.name}”; a file holds one plan’s.`,
        );
      }
      head ??= { plan, origin: read(ORIGIN, value) };
    } else if (!head) {
      throw new Error(
        `The first line is no results header, which has "format": "${RESULTS_FORMAT}". ${RIGHT_KINDS}`,
      );
    } else {
      const row = read(ROW, value, `Line ${number}`);
      made.push({ ...row, line: number });
      if (!rows.has(row.id) || rows.get(row.id)?.outcome === "failed") rows.set(row.id, row);
    }
  }
  if (!head) throw new Error("The file is empty.");
  const stranger = firstStranger(made);
  if (stranger) {
    throw new Error(
      `Line ${stranger.row.line} was made ${stranger.why}: it does not belong to the lines before it.`,
    );
  }
  return { ...head, rows: [...rows.values()].sort((one, other) => one.index - other.index), broken };
}
