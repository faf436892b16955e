import { formatCount } from "../../math/number-format";
import { CHARTS, type ChartId, presentChart, useAppearance } from "../../store/appearance";
import { useLab } from "../../store/use-lab";
import { useKeysShown } from "../../ui/shortcuts";
import styles from "./WallCharts.module.css";

const NAMES: Readonly<Record<ChartId, string>> = {
  gradient: "Gradient",
  eigenvalues: "Eigenvalues",
  loss: "Loss",
  accuracy: "Accuracy",
  drift: "Drift",
};

/** Which charts the wall shows. */
export function WallCharts() {
  const presented = useAppearance((state) => state.presented);
  const lookedAt = useLab((state) => state.lookedAt);
  return (
    <fieldset className={styles.charts} aria-label="Charts shown">
      {CHARTS.map((chart, i) => (
        <button
          key={chart}
          type="button"
          aria-pressed={presented.includes(chart)}
          aria-label={`${i + 1} ${NAMES[chart]}`}
          title={`${NAMES[chart]} (${i + 1})`}
          onClick={() => presentChart(chart)}
        >
          {i + 1}
          <span className={styles.name}> {NAMES[chart]}</span>
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
