import { faultReport } from "../../store/fault-report";
import { lab, useLab } from "../../store/use-lab";
import { CopyReport } from "../../ui/copy-report";
import { CloseIcon } from "../../ui/icons";
import styles from "./Notices.module.css";

/** What the page has to say: lanes that stopped, settings that were refused, remarks. */
export function Notices() {
  const notices = useLab((state) => state.notices);
  return (
    <div className={styles.notices} role="log" aria-label="Notices">
      {notices.map(({ id, tone, text, lane, fault }) => (
        <div key={id} className={tone === "warning" ? styles.warning : styles.quiet}>
          <p className={styles.text}>
            {lane && (
              <b className={lane === "a" ? styles.laneA : styles.laneB}>Lane {lane.toUpperCase()}. </b>
            )}
            {text}
          </p>
          {fault && <CopyReport report={faultReport} />}
          <button
            type="button"
            className={styles.dismiss}
            aria-label="Dismiss"
            onClick={() => lab.dismiss(id)}
          >
            <CloseIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
