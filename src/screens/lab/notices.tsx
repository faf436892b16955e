import { type ReactNode, useId, useState } from "react";
import { formatCount } from "../../math/number-format";
import { faultReport } from "../../store/fault-report";
import type { Notice } from "../../store/lab-state";
import type { Remedy } from "../../store/stop-cause";
import { lab, useLab } from "../../store/use-lab";
import { CopyReport } from "../../ui/copy-report";
import { CloseIcon } from "../../ui/icons";
import { Words } from "../../ui/words";
import { Breakdown } from "./breakdown";
import styles from "./Notices.module.css";
import { fieldLabel, valueLabel } from "./option-labels";
import { causeOf } from "./stop-facts";

/** The list of notices: lanes that stopped, unless `lanes` is false, settings that were rejected, remarks. */
export function Notices({ lanes }: { readonly lanes: boolean }) {
  const all = useLab((state) => state.notices);
  const notices = lanes ? all : all.filter(({ lane }) => lane === undefined);
  return (
    <div className={styles.over}>
      <div className={styles.notices} role="log" aria-label="Notices">
        {notices.map((notice) => (
          <NoticeEntry key={notice.id} {...notice} />
        ))}
      </div>
    </div>
  );
}

function NoticeEntry({ id, tone, text, lane, fault }: Notice) {
  const details = useId();
  const [open, setOpen] = useState(false);
  const stopped = useLab((state) => (lane ? state.stopped[lane] : null));
  const explains = lane !== undefined && tone === "warning" && stopped !== null;
  const cause = explains ? causeOf(id, lane) : null;
  return (
    <>
      <div className={tone === "warning" ? styles.warning : styles.quiet}>
        <p className={styles.text}>
          {lane && <b className={lane === "a" ? styles.laneA : styles.laneB}>Lane {lane.toUpperCase()}. </b>}
          {stopped && cause ? (
            <Words>
              Stopped at step {formatCount(stopped.step)}. {frobenius(cause.text)}
            </Words>
          ) : (
            <Words>{text}</Words>
          )}
          {explains && (
            <>
              {" "}
              {cause?.remedies.map((remedy) => (
                <RemedyButton key={remedy.label} {...remedy} />
              ))}
              <button
                type="button"
                className={styles.more}
                aria-expanded={open}
                aria-controls={details}
                onClick={() => setOpen(!open)}
              >
                {open ? "Close" : "See what broke first"}
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

/** Sets the F of Frobenius norms in a sentence as a subscript. */
const frobenius = (text: string): ReactNode =>
  text.split("_F").flatMap((part, i) => (i === 0 ? [part] : [<sub key={part}>F</sub>, part]));

/** Applies a remedy's settings and resets the run to the same initial weights. */
function RemedyButton({ label, settings }: Remedy) {
  const changes = settings.map(([key, value]) => `${fieldLabel(key)} ${valueLabel(key, value)}`).join(", ");
  const apply = () => {
    for (const [key, value] of settings) lab.set(key, value);
    lab.reset();
  };
  return (
    <button
      type="button"
      className={styles.remedy}
      title={`Sets ${changes} and starts again from the same initial weights`}
      onClick={apply}
    >
      {label}
    </button>
  );
}
