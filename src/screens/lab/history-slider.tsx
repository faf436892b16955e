import type { CSSProperties } from "react";
import { useShallow } from "zustand/react/shallow";
import { formatCount } from "../../math/number-format";
import { pendingChanges } from "../../store/lab-state";
import { lab, useLab, useTurn } from "../../store/use-lab";
import range from "../../ui/Range.module.css";
import styles from "./HistorySlider.module.css";

/** Steps whose gradients are still known, oldest first. A lane that stopped early does not shorten them. */
export function rememberedSteps(): readonly number[] {
  const [a, b] = [lab.history.lane("a").gradients.all(), lab.history.lane("b").gradients.all()];
  return (a.length > b.length ? a : b).map(({ step }) => step);
}

/** Takes the gradients and the eigenvalues back to an earlier step, once there is one; the run itself goes on. */
export function HistorySlider() {
  const steps = useTurn("history", rememberedSteps);
  const lookedAt = useLab((state) => state.lookedAt);
  const waiting = useLab(useShallow((state) => pendingChanges(state).length > 0));
  if (waiting) return null;
  const last = Math.max(1, steps.length - 1);
  const place = lookedAt === null ? last : steps.findLastIndex((step) => step <= lookedAt);
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
        style={{ "--fill": place / last } as CSSProperties}
        min={0}
        max={last}
        value={Math.max(0, place)}
        onChange={(event) => {
          const index = Number(event.currentTarget.value);
          lab.lookAt(index >= last ? null : steps[index]);
        }}
      />
      <span className={styles.at}>{text}</span>
    </label>
  );
}
