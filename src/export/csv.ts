import { download } from "./download";
import { exportFileName } from "./file-name";

type Cell = string | number;

/** A cell by RFC 4180: quoted if it contains a comma, a quote or a line break. */
const cell = (value: Cell) => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The table as CSV (RFC 4180), numbers with all their digits, NaN and infinities by their names. */
export function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** Saves the table under the chart's name. */
export function exportCsv(
  title: string,
  run: { readonly preset: string; readonly step?: number },
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  const text = csv(columns, rows);
  download(new Blob([text], { type: "text/csv;charset=utf-8" }), exportFileName(title, run, "csv"));
}
