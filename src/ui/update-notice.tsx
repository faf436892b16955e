import { useOffline } from "../service-worker/register";
import styles from "./Header.module.css";

/** Reports that a newer release is installed; this tab keeps its own until it is reloaded. */
export function UpdateNotice() {
  const newVersion = useOffline((state) => state.newVersion);
  return (
    <span role="status" aria-label="Update" className={styles.update}>
      {newVersion && (
        <>
          A new version is ready:{" "}
          <button type="button" className={styles.reload} onClick={() => location.reload()}>
            reload
          </button>
        </>
      )}
    </span>
  );
}
