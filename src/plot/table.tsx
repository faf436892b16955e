import { formatNumber } from "../math/number-format";
import styles from "./Table.module.css";

export type TableRow = readonly (string | number)[];
export interface ChartTable {
  readonly columns: readonly string[];
  /** A function is called only while the table is open. */
  readonly rows: readonly TableRow[] | (() => readonly TableRow[]);
  /** What is saved as CSV where that is more than a person would read. */
  readonly csv?: () => { readonly columns: readonly string[]; readonly rows: readonly TableRow[] };
}

export const MAX_ROWS = 60;

/** At most `most` of the rows, evenly spread, the first and the last among them. */
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
  /** Where it is placed. */
  readonly className?: string | undefined;
}

/** The numbers behind a chart, for those who would rather read them. */
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
        <tbody>
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
          {rows.length} of {all.length} rows.
        </p>
      )}
    </section>
  );
}
