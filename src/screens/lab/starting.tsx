import { faultReport } from "../../store/fault-report";
import { lab, useLab } from "../../store/use-lab";
import { CopyReport } from "../../ui/copy-report";
import { NotYet } from "../paper/missing";
import { gpuText } from "./run-status";
import styles from "./Starting.module.css";

/** Placeholder for the charts until there is something to draw. */
export function Starting() {
  const failure = useLab((state) => state.failure);
  const progress = useLab((state) => state.gpuProgress);
  if (failure === null) {
    return (
      <>
        <div className={styles.starting} role="status" aria-label="Starting">
          <p className={styles.sentence}>Preparing the networks…</p>
          {progress && <p className={styles.progress}>{gpuText(progress)}</p>}
          <div className={styles.line} />
        </div>
        <NotYet>The networks are still being prepared: no chart is measured yet.</NotYet>
      </>
    );
  }
  return (
    <div className={styles.starting} role="alert">
      <p className={styles.sentence}>The networks could not be prepared.</p>
      <p className={styles.why}>{failure}</p>
      <button type="button" className={styles.retry} onClick={() => lab.retry()}>
        Try again
      </button>
      <CopyReport report={faultReport} />
    </div>
  );
}
