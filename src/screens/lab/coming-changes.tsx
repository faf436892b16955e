import { useLab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import { changesText, nextChangeText } from "./change-text";
import styles from "./RunChanges.module.css";

/** The changes of settings that are planned, as in a run that was imported. */
export function ComingChanges() {
  const coming = useLab((state) => state.coming);
  const text = nextChangeText(coming);
  return (
    <p role="status" aria-label="Planned changes" className={styles.coming} title={changesText(coming)}>
      {text && (
        <>
          <b>Planned:</b> <Words>{text}</Words>
        </>
      )}
    </p>
  );
}
