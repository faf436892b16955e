import { formatCount } from "../../../math/number-format";
import { useLab } from "../../../store/use-lab";
import { useKeysShown } from "../../../ui/shortcuts";
import { isPresented, presentChart, usePresented } from "./presented";
import styles from "./WallCharts.module.css";

/** Which charts the wall shows. */
export function WallCharts() {
  const presented = usePresented();
  const lookedAt = useLab((state) => state.lookedAt);
  return (
    <fieldset className={styles.charts} aria-label="Charts shown">
      {presented.charts.map(({ id, short }, i) => (
        <button
          key={id}
          type="button"
          aria-pressed={isPresented(presented, id)}
          aria-label={`${i + 1} ${short}`}
          title={`${short} (${i + 1})`}
          onClick={() => presentChart(id)}
        >
          {i + 1}
          <span className={styles.name}> {short}</span>
        </button>
      ))}
      {lookedAt !== null && <span className={styles.back}>back at step {formatCount(lookedAt)}</span>}
      <button
        type="button"
        aria-label="Keys"
        title="The keys (?)"
        onClick={() => useKeysShown.setState({ shown: true })}
      >
        ?
      </button>
    </fieldset>
  );
}
