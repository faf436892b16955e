import { type CsvCell, csvBlob, csvText } from "../csv";
import { download } from "./download";
import { exportFileName } from "./file-name";

/** The table as {@link csvText | CSV}. */
export const csv = (columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  csvText([columns, ...rows]);

/** Saves the table under the chart's name. */
export function exportCsv(
  title: string,
  run: { readonly preset: string; readonly step?: number },
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
): void {
  download(csvBlob(csv(columns, rows)), exportFileName(title, run, "csv"));
}
