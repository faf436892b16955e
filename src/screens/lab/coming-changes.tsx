import { useLab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import { changesText } from "./change-text";
import styles from "./RunChanges.module.css";

/** The changes of settings that are planned, as in a run that was imported. */
export function ComingChanges() {
  const text = changesText(useLab((state) => state.coming));
  return (
    <p role="status" aria-label="Planned changes" className={styles.coming} title={text}>
      {text && (
        <>
          <b>Planned:</b> <Words>{text}</Words>
        </>
      )}
    </p>
  );
}
