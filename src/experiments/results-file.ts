import * as v from "valibot";
import { inWords, type Json, read, record, shape } from "../valid";
import { type Plan, parsePlan, planJson, sameRuns } from "./plan";
import { fromLine, ROW, type Row, rowLine, toLine } from "./row";
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

/** Parses one line. @throws Error that says what is wrong with it */
function readLine(line: string, number: number): Json {
  let value: unknown;
  try {
    value = fromLine(line);
  } catch {
    throw new Error(`Line ${number} is not JSON. Was the file cut off, or is it another file?`);
  }
  return read(record(`Line ${number} is not a JSON object.`), value);
}

/**
 * Reads a results file, or several of the same plan concatenated, which merges shards: a run that occurs twice counts
 * once, and a row that succeeded takes precedence over one that failed. Rows are returned in the plan's order. A last
 * line that was cut off while being written is skipped.
 * @throws Error with a sentence: which line is wrong, and what would be right
 */
export function readResults(text: string): Results {
  const lines = text.split("\n");
  const whole = text.endsWith("\n") ? lines.length : lines.length - 1;
  let head: { plan: Plan; origin: Origin } | undefined;
  const rows = new Map<string, Row>();
  const made: (Row & { readonly line: number })[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    let value: Json;
    try {
      value = readLine(line, i + 1);
    } catch (error) {
      if (i >= whole && head) continue;
      throw error;
    }
    if (value.format === RESULTS_FORMAT) {
      if (value.version !== RESULTS_VERSION) {
        throw new Error(
          `Line ${i + 1} is of version ${inWords(value.version)}; version ${RESULTS_VERSION} can be read.`,
        );
      }
      const plan = parsePlan(value.plan);
      if (head && !sameRuns(head.plan, plan)) {
        throw new Error(
          `Line ${i + 1} begins the results of another plan, “${plan.name}”; a file holds one plan’s.`,
        );
      }
      head ??= { plan, origin: read(ORIGIN, value) };
    } else if (!head) {
      throw new Error(`The first line is no results header: it needs "format": "${RESULTS_FORMAT}".`);
    } else {
      const row = read(ROW, value, `Line ${i + 1}`);
      made.push({ ...row, line: i + 1 });
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
  return { ...head, rows: [...rows.values()].sort((one, other) => one.index - other.index) };
}
