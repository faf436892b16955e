import type { CheckRow, CheckTiming } from "../../device-check/check-device";
import { CPU_TUNING, GPU_TUNING } from "../../kernels/wgsl/workgroup-tuning";
import { formatNumber } from "../../math/number-format";
import table from "../benchmark/ResultsTable.module.css";
import styles from "./Check.module.css";

const TUNING_IDS = [GPU_TUNING.id, CPU_TUNING.id];
const NAMES = { many: "Many threads", few: "Few threads" } as const;

/** Table of all checks with the largest difference per workgroup tuning. */
export function Rows({ rows }: { readonly rows: readonly CheckRow[] }) {
  const titles = [...new Set(rows.map(({ title }) => title))];
  return (
    <table className={table.table}>
      <caption className={table.caption}>Largest relative difference</caption>
      <thead>
        <tr>
          <th scope="col">Check</th>
          {TUNING_IDS.map((id) => (
            <th key={id} scope="col" className={styles.number}>
              {NAMES[id]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {titles.map((title) => (
          <tr key={title}>
            <th scope="row">
              {title}
              {rows
                .filter((row) => row.title === title && row.fault !== null)
                .map(({ tuning, fault }) => (
                  <span key={tuning} className={styles.fault}>
                    {NAMES[tuning]}: {fault}
                  </span>
                ))}
            </th>
            {TUNING_IDS.map((id) => (
              <ErrorCell key={id} row={rows.find(({ tuning, title: of }) => tuning === id && of === title)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ErrorCell({ row }: { readonly row: CheckRow | undefined }) {
  if (!row) return <td>–</td>;
  if (row.fault !== null) return <td className={styles.wrong}>wrong</td>;
  return row.worst ? <td translate="no">{formatNumber(row.worst.error)}</td> : <td>not compared</td>;
}

/** Table of the times of a step on the device and on the reference. */
export function Times({ timings }: { readonly timings: readonly CheckTiming[] }) {
  return (
    <table className={table.table}>
      <caption className={table.caption}>Time of one step of both networks, ms</caption>
      <thead>
        <tr>
          <th scope="col">Network</th>
          {TUNING_IDS.map((id) => (
            <th key={id} scope="col" className={styles.number}>
              {NAMES[id]}
            </th>
          ))}
          <th scope="col" className={styles.number}>
            WebAssembly
          </th>
        </tr>
      </thead>
      <tbody translate="no">
        {timings.map(({ title, reference, byTuning }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            {TUNING_IDS.map((id) => (
              <td key={id}>{formatNumber(byTuning[id])}</td>
            ))}
            <td>{formatNumber(reference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
