import type { CSSProperties } from "react";
import { useShallow } from "zustand/react/shallow";
import { formatCount } from "../../math/number-format";
import { pendingChanges } from "../../store/lab-state";
import { lab, useLab } from "../../store/use-lab";
import { useMomentView } from "../../store/use-moment";
import range from "../../ui/Range.module.css";
import styles from "./HistorySlider.module.css";

/** Steps of the moments that are kept of either lane, oldest first. */
export function rememberedSteps(): readonly number[] {
  const steps = (["a", "b"] as const).flatMap((key) =>
    lab.history
      .lane(key)
      .moments.all()
      .map(({ step }) => step),
  );
  return [...new Set(steps)].sort((one, other) => one - other);
}

/** Takes the page back to an earlier moment, once there is one; the run itself continues. */
export function HistorySlider() {
  const steps = useMomentView(rememberedSteps, ["frame"]);
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
