import { formatCount } from "../../math/number-format";
import { acceptOffer, discardOffer, useOffer } from "../../store/save-runs";
import { lab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import styles from "./SavedRunOffer.module.css";

/** After a reload: offers to continue the saved run. */
export function SavedRunOffer() {
  const run = useOffer((state) => state.run);
  if (!run) return null;
  return (
    <section className={styles.offer} aria-label="Kept run">
      <p className={styles.text}>
        This run was kept at{" "}
        <b>
          <Words>step {formatCount(run.checkpoint.step)}</Words>
        </b>
        , before the page was left.
      </p>
      <button type="button" className={styles.go} onClick={() => acceptOffer(lab)}>
        Continue
      </button>
      <button type="button" className={styles.discard} onClick={discardOffer}>
        Discard
      </button>
    </section>
  );
}
