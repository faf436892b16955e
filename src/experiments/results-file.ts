import { inWords } from "../config/parse";
import { checkRow } from "./check-row";
import { type Plan, parsePlan, planJson, samePlan } from "./plan";
import { fromLine, type Row, rowLine, toLine } from "./row";

export const RESULTS_FORMAT = "unitary-rnn-lab/results";
export const RESULTS_VERSION = 1;

/** What made the rows that follow it, and how to make them again. */
export interface Origin {
  readonly command: string;
  /** The project's version in git, or empty where that is unknown. */
  readonly commit: string;
  readonly machine: string;
  /** What the first rows were computed on, as in {@link Row.backend}. */
  readonly backend: string;
}

/** Rows, and the plan that they belong to. A file is a line of JSON for each, the plan first. */
export interface Results {
  readonly plan: Plan;
  readonly origin: Origin;
  readonly rows: readonly Row[];
}

/** The first line of a results file. */
export const headerLine = (plan: Plan, origin: Origin): string =>
  toLine({ format: RESULTS_FORMAT, version: RESULTS_VERSION, ...origin, plan: planJson(plan) });

/** The whole file. */
export const resultsText = ({ plan, origin, rows }: Results): string =>
  `${[headerLine(plan, origin), ...rows.map(rowLine)].join("\n")}\n`;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One line. @throws Error with what is wrong with it */
function readLine(line: string, number: number): Json {
  let value: unknown;
  try {
    value = fromLine(line);
  } catch {
    throw new Error(`Line ${number} is not JSON. Was the file cut off, or is it another file?`);
  }
  if (!isObject(value)) throw new Error(`Line ${number} is not a JSON object.`);
  return value;
}

/**
 * Reads a results file, or several of the same plan one after another, as shards are merged: a run that stands there
 * twice counts once, a row that succeeded before one that failed. Rows come in the plan's order. A last line that was
 * cut off while it was written is passed over.
 * @throws Error with a sentence: which line is wrong, and what would be right
 */
export function readResults(text: string): Results {
  const lines = text.split("\n");
  const whole = text.endsWith("\n") ? lines.length : lines.length - 1;
  let head: { plan: Plan; origin: Origin } | undefined;
  const rows = new Map<string, Row>();
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
      if (head && !samePlan(head.plan, plan)) {
        throw new Error(
          `Line ${i + 1} begins the results of another plan, “${plan.name}”; a file holds one plan’s.`,
        );
      }
      head ??= { plan, origin: originOf(value) };
    } else if (!head) {
      throw new Error(`The first line is no results header: it needs "format": "${RESULTS_FORMAT}".`);
    } else {
      const row = checkRow(value, `Line ${i + 1}`);
      if (!rows.has(row.id) || rows.get(row.id)?.outcome === "failed") rows.set(row.id, row);
    }
  }
  if (!head) throw new Error("The file is empty.");
  return { ...head, rows: [...rows.values()].sort((one, other) => one.index - other.index) };
}

function originOf({ command, commit, machine, backend }: Json): Origin {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    command: text(command),
    commit: text(commit),
    machine: text(machine),
    // Files from before the command knew another backend do not say.
    backend: text(backend) || "wasm",
  };
}
