import { formatCount } from "../../../math/number-format";
import { isPresented, presentChart, usePresented } from "../../../store/presented";
import { useLab } from "../../../store/use-lab";
import { useKeysShown } from "../../../ui/shortcuts";
import { Words } from "../../../ui/words";
import styles from "./PresentedCharts.module.css";

/** Buttons that choose the charts shown in presentation mode. */
export function PresentedCharts() {
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
      {lookedAt !== null && (
        <span className={styles.back}>
          <Words>back at step {formatCount(lookedAt)}</Words>
        </span>
      )}
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
