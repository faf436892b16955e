import type { CSSProperties } from "react";
import { useShallow } from "zustand/react/shallow";
import { LANE_KEYS } from "../../lanes";
import { formatCount } from "../../math/number-format";
import { pendingChanges } from "../../store/lab-state";
import { lab, useLab } from "../../store/use-lab";
import { useMomentView } from "../../store/use-moment";
import range from "../../ui/Range.module.css";
import { Words } from "../../ui/words";
import styles from "./HistorySlider.module.css";

/** Returns the steps of all moments in the history of either lane, and the present step, ascending. */
export function rememberedSteps(): readonly number[] {
  const steps = LANE_KEYS.flatMap((key) =>
    lab.history
      .lane(key)
      .moments.all()
      .map(({ step }) => step),
  );
  return [...new Set([...steps, lab.state.step])].sort((one, other) => one - other);
}

/** Returns the remembered step that the slider reaches when it moves from one step towards another. */
function momentTowards(steps: readonly number[], from: number, to: number): number {
  const last = steps.at(-1) ?? 0;
  return to > from ? (steps.find((step) => step >= to) ?? last) : (steps.findLast((step) => step <= to) ?? 0);
}

/** Shows an earlier moment of the run, which itself continues. */
export function HistorySlider() {
  const steps = useMomentView(rememberedSteps, ["frame"]);
  const lookedAt = useLab((state) => state.lookedAt);
  const waiting = useLab(useShallow((state) => pendingChanges(state).length > 0));
  // While the page shows an earlier moment, the slider is needed to return to the present.
  if (waiting && lookedAt === null) return null;
  const last = steps.at(-1) ?? 0;
  const at = lookedAt ?? last;
  const text = lookedAt === null ? "live" : `step ${formatCount(lookedAt)}`;
  return (
    <label className={styles.history} data-past={lookedAt !== null || undefined}>
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
      <span className={styles.at}>
        <Words>{text}</Words>
      </span>
    </label>
  );
}
