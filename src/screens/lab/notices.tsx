import { useId, useState } from "react";
import { faultReport } from "../../store/fault-report";
import type { Notice } from "../../store/lab-state";
import { lab, useLab } from "../../store/use-lab";
import { CopyReport } from "../../ui/copy-report";
import { CloseIcon } from "../../ui/icons";
import { Breakdown } from "./breakdown";
import styles from "./Notices.module.css";

/** What the page has to say: lanes that stopped, settings that were refused, remarks. */
export function Notices() {
  const notices = useLab((state) => state.notices);
  return (
    <div className={styles.notices} role="log" aria-label="Notices">
      {notices.map((notice) => (
        <Entry key={notice.id} {...notice} />
      ))}
    </div>
  );
}

function Entry({ id, tone, text, lane, fault }: Notice) {
  const details = useId();
  const [open, setOpen] = useState(false);
  const stopped = useLab((state) => (lane ? state.stopped[lane] : null));
  const explains = lane !== undefined && tone === "warning" && stopped !== null;
  return (
    <>
      <div className={tone === "warning" ? styles.warning : styles.quiet}>
        <p className={styles.text}>
          {lane && <b className={lane === "a" ? styles.laneA : styles.laneB}>Lane {lane.toUpperCase()}. </b>}
          {text}
          {explains && (
            <>
              {" "}
              <button
                type="button"
                className={styles.more}
                aria-expanded={open}
                aria-controls={details}
                onClick={() => setOpen(!open)}
              >
                {open ? "Close" : "Rewind: what broke first?"}
              </button>
            </>
          )}
        </p>
        {fault && <CopyReport report={faultReport} />}
        <button type="button" className={styles.dismiss} aria-label="Dismiss" onClick={() => lab.dismiss(id)}>
          <CloseIcon />
        </button>
      </div>
      <div id={details}>{explains && open && <Breakdown lane={lane} />}</div>
    </>
  );
}
