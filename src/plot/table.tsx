import { formatNumber } from "../math/number-format";
import { Words } from "../ui/words";
import styles from "./Table.module.css";

export type TableRow = readonly (string | number)[];
export interface ChartTable {
  readonly columns: readonly string[];
  /** A function is called only if the table is open. */
  readonly rows: readonly TableRow[] | (() => readonly TableRow[]);
  /** The data for the CSV file, if the table shows only a part of them. */
  readonly csv?: () => { readonly columns: readonly string[]; readonly rows: readonly TableRow[] };
}

export const MAX_ROWS = 60;

/** Returns at most `most` of the rows, evenly spaced, including the first and the last. */
export function decimateRows<T>(rows: readonly T[], most: number = MAX_ROWS): readonly T[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, i) => rows[Math.round((i * (rows.length - 1)) / (most - 1))]);
}

const cell = (value: string | number) => {
  if (typeof value === "string") return value;
  return Number.isInteger(value) && Math.abs(value) < 1e7
    ? String(value).replace("-", "−")
    : formatNumber(value, 4);
};

interface DataTableProps {
  readonly name: string;
  readonly table: ChartTable;
  /** Class that positions it. */
  readonly className?: string | undefined;
}

/** The numbers behind a chart, as a table. */
export function DataTable({ name, table, className = "" }: DataTableProps) {
  const all = typeof table.rows === "function" ? table.rows() : table.rows;
  const rows = decimateRows(all);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={`${styles.data} ${className}`} aria-label={`${name}: data`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody translate="no">
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((value, j) => (
                <td key={j}>{cell(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < all.length && (
        <p>
          <Words>
            {rows.length} of {all.length} rows.
          </Words>
        </p>
      )}
    </section>
  );
}
