import { useShallow } from "zustand/react/shallow";
import { fitsFork, pendingChanges } from "../../store/lab-state";
import { useLab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import { fieldLabel, valueLabel } from "./option-labels";
import styles from "./PendingChanges.module.css";

/** The settings that take effect at Reset, with their old and new values. */
export function PendingChanges() {
  const changes = useLab(
    useShallow((state) =>
      pendingChanges(state).map(
        ({ key, from, to }) => `${fieldLabel(key)} ${valueLabel(key, from)} → ${valueLabel(key, to)}`,
      ),
    ),
  );
  const leavesFork = useLab((state) => state.fork !== null && !pendingChanges(state).every(fitsFork));
  const text = changes.join(" · ");
  return (
    <p role="status" aria-label="Waiting settings" className={styles.pending} title={text}>
      {text && (
        <>
          <b>{leavesFork ? "Reset leaves the fork, to apply:" : "Reset or Play to apply:"}</b>{" "}
          <Words>{text}</Words>
        </>
      )}
    </p>
  );
}
