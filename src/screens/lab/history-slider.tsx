import type { CSSProperties } from "react";
import { useShallow } from "zustand/react/shallow";
import { LANE_KEYS } from "../../lanes";
import { formatCount } from "../../math/number-format";
import { pendingChanges } from "../../store/lab-state";
import { lab, useLab } from "../../store/use-lab";
import { useMomentView } from "../../store/use-moment";
import range from "../../ui/Range.module.css";
import styles from "./HistorySlider.module.css";

/** Steps of the moments that are kept of either lane, oldest first, and that of the present one. */
export function rememberedSteps(): readonly number[] {
  const steps = LANE_KEYS.flatMap((key) =>
    lab.history
      .lane(key)
      .moments.all()
      .map(({ step }) => step),
  );
  return [...new Set([...steps, lab.state.step])].sort((one, other) => one - other);
}

/** The moment that a slider moved from one step towards another comes to. */
function momentTowards(steps: readonly number[], from: number, to: number): number {
  const last = steps.at(-1) ?? 0;
  return to > from ? (steps.find((step) => step >= to) ?? last) : (steps.findLast((step) => step <= to) ?? 0);
}

/** Takes the page back to an earlier moment, once there is one; the run itself continues. */
export function HistorySlider() {
  const steps = useMomentView(rememberedSteps, ["frame"]);
  const lookedAt = useLab((state) => state.lookedAt);
  const waiting = useLab(useShallow((state) => pendingChanges(state).length > 0));
  // Who looks back needs the way to the present.
  if (waiting && lookedAt === null) return null;
  const last = steps.at(-1) ?? 0;
  const at = lookedAt ?? last;
  const text = lookedAt === null ? "live" : `step ${formatCount(lookedAt)}`;
  return (
    <label className={styles.history}>
      <span>history</span>
      <input
        type="range"
        aria-label="History"
        aria-valuetext={text}
        disabled={steps.length < 2}
        className={`${range.range} ${styles.range}`}
        style={{ "--fill": last > 0 ? at / last : 1 } as CSSProperties}
        min={0}
        max={Math.max(1, last)}
        value={last > 0 ? at : 1}
        onChange={(event) => {
          const step = momentTowards(steps, at, Number(event.currentTarget.value));
          lab.lookAt(step >= last ? null : step);
        }}
      />
      <span className={styles.at}>{text}</span>
    </label>
  );
}
