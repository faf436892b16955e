import { formatCount } from "../../../math/number-format";
import { lab, useLab } from "../../../store/use-lab";
import styles from "./SequenceChoice.module.css";

/** The number of the shown sequence, and buttons for the previous, the next and a random one. */
export function SequenceChoice() {
  const sequence = useLab((state) => state.sequence);
  const count = useLab((state) => state.heldOut?.size ?? 0);
  if (count === 0) return null;
  const show = (number: number) => lab.showSequence(((number - 1 + count) % count) + 1);
  const random = () => show(sequence + 1 + Math.floor(Math.random() * (count - 1)));
  return (
    <fieldset className={styles.choice} aria-label="Held-out sequence">
      <button type="button" aria-label="Previous sequence" onClick={() => show(sequence - 1)}>
        ◂
      </button>
      <span className={styles.number}>
        {formatCount(sequence)} of {formatCount(count)}
      </span>
      <button type="button" aria-label="Next sequence" onClick={() => show(sequence + 1)}>
        ▸
      </button>
      <button type="button" onClick={random}>
        Random
      </button>
    </fieldset>
  );
}
