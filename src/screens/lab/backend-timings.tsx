import { formatNumber } from "../../math/number-format";
import { lab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import type { BackendReport, RunningBackend } from "../../worker/protocol";
import styles from "./BackendTimings.module.css";
import { valueLabel } from "./option-labels";

function Take({ backend }: { readonly backend: RunningBackend }) {
  return (
    <button type="button" className={styles.take} onClick={() => lab.switchBackend(backend)}>
      Use {valueLabel("backend", backend)}
    </button>
  );
}

/** The timings behind the choice of backend, with buttons for the other backends that are available. */
export function BackendTimings({
  report: { running, timings, rejected },
}: {
  readonly report: BackendReport;
}) {
  return (
    <>
      {timings.map(({ backend, milliseconds }) => (
        <span key={backend} className={styles.timing}>
          <Words>
            {valueLabel("backend", backend)}: {formatNumber(milliseconds)} ms per step
          </Words>{" "}
          {backend !== running && <Take backend={backend} />}
        </span>
      ))}
      {rejected.map(({ backend, again }) => again && <Take key={backend} backend={backend} />)}
    </>
  );
}
