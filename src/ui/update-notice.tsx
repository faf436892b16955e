import { useOffline } from "../service-worker/register";
import styles from "./Header.module.css";

/** Says, quietly, that a newer release is in place; this tab goes on with its own until it is reloaded. */
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
