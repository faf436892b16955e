import { useShallow } from "zustand/react/shallow";
import { fitsFork, pendingChanges } from "../../store/lab-state";
import { useLab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import { fieldLabel, valueLabel } from "./option-labels";
import styles from "./PendingChanges.module.css";
import { askReset } from "./reset-button";

/** The settings that take effect at Reset or Play, with their old and new values. */
export function PendingChanges() {
  const changes = useLab(
    useShallow((state) =>
      pendingChanges(state).map(
        ({ key, from, to }) => `${fieldLabel(key)} ${valueLabel(key, from)} → ${valueLabel(key, to)}`,
      ),
    ),
  );
  const leavesFork = useLab((state) => state.fork !== null && !pendingChanges(state).every(fitsFork));
  const ready = useLab((state) => state.phase === "ready");
  const text = changes.join(" · ");
  return (
    <p role="status" aria-label="Waiting settings" className={styles.pending} title={text}>
      {text && (
        <>
          <b>
            <button
              type="button"
              className={styles.reset}
              aria-label="Reset, to apply the settings that wait"
              disabled={!ready}
              onClick={askReset}
            >
              Reset
            </button>{" "}
            {leavesFork ? "or Play leaves the fork, to apply:" : "or Play to apply:"}
          </b>{" "}
          <Words>{text}</Words>
        </>
      )}
    </p>
  );
}
