import { formatNumber } from "../../math/number-format";
import { lab } from "../../store/use-lab";
import type { BackendReport } from "../../worker/protocol";
import styles from "./BackendTimings.module.css";
import { valueLabel } from "./option-labels";

/** What was measured to choose the backend, and the way to the one that was not chosen. */
export function BackendTimings({ report: { running, timings } }: { readonly report: BackendReport }) {
  if (timings.length === 0) return null;
  return (
    <>
      {timings.map(({ backend, milliseconds }) => (
        <span key={backend} className={styles.timing}>
          {valueLabel("backend", backend)}: {formatNumber(milliseconds)} ms a step{" "}
          {backend !== running && (
            <button type="button" className={styles.take} onClick={() => lab.set("backend", backend)}>
              Use {valueLabel("backend", backend)}
            </button>
          )}
        </span>
      ))}
    </>
  );
}
