import { useState } from "react";
import { type Column, cellText, columns, sameInAll, sorted } from "../../experiments/columns";
import type { Plan } from "../../experiments/plan";
import type { Row } from "../../experiments/row";
import { type Group, groups } from "../../experiments/statistics";
import { Words } from "../../ui/words";
import { looksOf } from "./network-look";
import styles from "./Table.module.css";

interface Props {
  readonly plan: Plan;
  readonly rows: readonly Row[];
}

interface Order {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

/** Table of all measurements, one row per network and point of the grid, or per run. */
export function ResultsTable({ plan, rows }: Props) {
  const [order, setOrder] = useState<Order | null>(null);
  const [eachSeed, setEachSeed] = useState(false);
  const all: readonly Group[] = eachSeed ? rows.map(single) : groups(rows);
  const wanted = columns(plan, rows);
  const same = sameInAll(wanted, all);
  const shown = wanted.filter(({ id }) => !same.some((one) => one.id === id));
  const by = shown.find(({ id }) => id === order?.column);
  const lines = by && order ? sorted(all, by, order.direction) : all;
  const looks = looksOf(plan);
  const turn = (column: string) =>
    setOrder((old) => ({
      column,
      direction: old?.column === column && old.direction === "descending" ? "ascending" : "descending",
    }));
  return (
    <section className={styles.section} aria-labelledby="results-table" data-paper="page">
      <header className={styles.head}>
        <h2 id="results-table" className={styles.title}>
          Results
        </h2>
        {rows.length > 0 && (
          <label className={styles.option}>
            <input
              type="checkbox"
              checked={eachSeed}
              onChange={(event) => setEachSeed(event.currentTarget.checked)}
            />
            Each seed
          </label>
        )}
      </header>
      {same.length > 0 && (
        <p className={styles.same}>
          <Words>In every row: {same.map(({ phrase }) => phrase).join(" · ")}</Words>
        </p>
      )}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={styles.scroll} aria-label="Results, scrollable" tabIndex={0} data-paper="page">
          <table className={styles.table}>
            <caption className={styles.hidden}>{plan.name}: results</caption>
            <thead>
              <tr>
                {eachSeed && <th scope="col">Seed</th>}
                {shown.map((column) => (
                  <th
                    key={column.id}
                    scope="col"
                    aria-sort={order?.column === column.id ? order.direction : "none"}
                    className={isNumber(column, all) ? styles.number : undefined}
                  >
                    <button
                      type="button"
                      className={styles.sort}
                      data-paper="text"
                      title={column.hint}
                      onClick={() => turn(column.id)}
                    >
                      {column.label}
                      <span aria-hidden="true" className={styles.arrow}>
                        {order?.column === column.id ? (order.direction === "ascending" ? "↑" : "↓") : ""}
                      </span>
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody translate="no">
              {lines.map((group) => (
                <tr key={group.rows.map(({ id }) => id).join()}>
                  {eachSeed && <td className={styles.number}>{String(group.rows[0].point.seed ?? "")}</td>}
                  {shown.map((column) => {
                    const cell = column.cell(group);
                    const look = column.id === "network" ? looks.get(group.network) : undefined;
                    return (
                      <td
                        key={column.id}
                        className={
                          cell.kind === "number"
                            ? styles.number
                            : column.id === "runs"
                              ? styles.outcome
                              : undefined
                        }
                        style={look && { color: `var(${look.ink})`, fontWeight: 600 }}
                        title={column.id === "runs" ? reasons(group) : undefined}
                      >
                        {cellText(cell)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {rows.length === 0 && (
        <p className={styles.empty}>
          No run has finished yet. Each row appears here as soon as its run has finished.
        </p>
      )}
    </section>
  );
}

const single = (row: Row): Group => ({
  network: row.network,
  point: row.point,
  rows: [row],
  finished: row.outcome === "finished" ? [row] : [],
});

const isNumber = (column: Column, all: readonly Group[]) => {
  const [first] = all;
  return first !== undefined && column.cell(first).kind === "number";
};

const reasons = ({ rows }: Group): string | undefined =>
  rows
    .map(({ reason }) => reason)
    .filter(Boolean)
    .join("\n") || undefined;
