import { type CsvCell, csvBlob, csvText } from "../csv";
import { download } from "./download";
import { exportFileName } from "./file-name";

/** The table as {@link csvText | CSV}, after lines of comment, each of which begins with #. */
export const csv = (
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  head: readonly string[] = [],
): string => head.map((line) => `# ${line}\r\n`).join("") + csvText([columns, ...rows]);

/** Saves the table under the chart's name, after the lines that the run's label has for it. */
export function exportCsv(
  title: string,
  run: { readonly preset: string; readonly step?: number; readonly csvHead?: readonly string[] },
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
): void {
  download(csvBlob(csv(columns, rows, run.csvHead)), exportFileName(title, run, "csv"));
}
