import type { Row, SizeResult } from "../../benchmark/interleave";
import { formatTime, placeName, remarks } from "../../benchmark/report";
import { sizeName } from "../../benchmark/size";
import { figures } from "../../benchmark/statistics";
import { formatNumber } from "../../math/number-format";
import styles from "./ResultsTable.module.css";

function ResultRow({ row, result, slowest }: { row: Row; result: SizeResult; slowest: number }) {
  const known = figures(row, result);
  const said = remarks(row, result);
  const ours = row.contender.network === "ours";
  return (
    <tr className={ours ? styles.ours : undefined}>
      <th scope="row">
        {row.contender.label}
        <span className={styles.remark}>{[placeName(row), ...said].join(" · ")}</span>
      </th>
      <td className={styles.bar} aria-hidden="true">
        {known && <span style={{ width: `${(100 * known.median) / slowest}%` }} />}
      </td>
      <td>{known ? formatTime(known.median) : "–"}</td>
      <td>{known ? formatTime(known.minimum) : "–"}</td>
      <td>{known?.ratio ? `${formatNumber(known.ratio)} ×` : ""}</td>
    </tr>
  );
}

/** Table of the times of one training step per size; pending measurements have a dash. */
export function ResultsTable({ results }: { readonly results: readonly SizeResult[] }) {
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>Time of one full training step</caption>
      <thead>
        <tr>
          <th scope="col">Network</th>
          <td className={styles.bar} aria-hidden="true" />
          <th scope="col">Median</th>
          <th scope="col">Minimum</th>
          <th scope="col">Relative to this lab</th>
        </tr>
      </thead>
      {results.map((result) => {
        const medians = result.rows.map((row) => figures(row, result)?.median ?? 0);
        return (
          <tbody translate="no" key={sizeName(result.size)}>
            <tr className={styles.size}>
              <th scope="rowgroup" colSpan={5}>
                {sizeName(result.size)}
              </th>
            </tr>
            {result.rows.map((row) => (
              <ResultRow key={row.contender.id} row={row} result={result} slowest={Math.max(...medians)} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}
