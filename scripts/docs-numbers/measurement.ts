import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RunConfig } from "../../src/config/schema";
import type { Task } from "../../src/tasks/task";

/** What a measurement needs from the machine. */
export interface Tools {
  /** Makes a config's task. */
  taskOf(config: RunConfig): Promise<Task>;
  /** The text of a file of the page. */
  file(name: string): Promise<string>;
  /** The file of a measurement as it is; undefined if there is none. */
  kept<Row>(measurement: Measurement<Row>): Measured<Row> | undefined;
  /** Runs Python with these arguments in the project's folder. @returns what it printed */
  python(args: readonly string[]): string;
}

/** Numbers that are measured together, and kept in docs/measured/<name>.json. */
export interface Measurement<Row = unknown> {
  readonly name: string;
  /** Identifies what is measured: if it changes, the numbers are of something else. */
  readonly subject: string;
  /** Whether the numbers depend on the version of the engine. */
  readonly ofEngine: boolean;
  /** The number of rows, if one more may be added to those that are there. */
  readonly count?: number;
  /**
   * Measures row after row.
   * @param before the rows that an unfinished measurement of the same subject and engine has left
   */
  measure(tools: Tools, before: readonly Row[]): AsyncGenerator<Row>;
}

/** A measurement's file. */
export interface Measured<Row = unknown> {
  readonly command: string;
  readonly subject: string;
  /** The version of the engine; null if the numbers do not depend on it. */
  readonly engine: number | null;
  readonly commit: string;
  readonly machine: string;
  /** False while rows are missing. */
  readonly complete: boolean;
  readonly rows: readonly Row[];
}

export const commandOf = (name: string) => `npm run docs:numbers -- ${name}`;
const pathOf = (root: string, name: string) => join(root, "docs/measured", `${name}.json`);

/** @returns undefined if there is no such file */
export function readMeasured<Row>(root: string, { name }: Measurement<Row>): Measured<Row> | undefined {
  const path = pathOf(root, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Measured<Row>) : undefined;
}

/** Writes a measurement's file, a line for each row; an interruption leaves the one before. */
export function writeMeasured(root: string, name: string, { rows, ...head }: Measured): void {
  const path = pathOf(root, name);
  mkdirSync(dirname(path), { recursive: true });
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n");
  writeFileSync(
    `${path}.new`,
    `${JSON.stringify(head, null, 1).slice(0, -2)},\n "rows": [\n${lines}\n ]\n}\n`,
  );
  renameSync(`${path}.new`, path);
}

/** Why a measurement must be made again, as a clause; undefined if it need not. */
export function staleness(
  { subject, ofEngine, count = 0 }: Measurement,
  measured: Measured | undefined,
  engine: number,
): string | undefined {
  if (!measured) return "has not been measured";
  if (measured.subject !== subject) return "was measured of other settings than those of now";
  if (ofEngine && measured.engine !== engine)
    return `was measured by version ${measured.engine} of the engine, whose numbers differ from those of version ${engine}`;
  return measured.complete && measured.rows.length >= count ? undefined : "is not finished";
}
