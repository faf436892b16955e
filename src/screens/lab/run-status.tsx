import { formatCount, formatNumber } from "../../math/number-format";
import { useLab } from "../../store/use-lab";
import type { BackendReport } from "../../worker/protocol";
import { valueLabel } from "./option-labels";
import styles from "./RunStatus.module.css";

/** A length of time as people say it, coarse on purpose: it is a guess. */
function duration(seconds: number): string {
  if (seconds < 1) return "less than a second";
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

const speedOf = (stepsPerSecond: number) =>
  stepsPerSecond >= 10 ? formatCount(stepsPerSecond) : formatNumber(stepsPerSecond);

/** The backend with its device, where the device's name does not already say it. */
export function machine({ running, adapter }: BackendReport): string {
  const name = valueLabel("backend", running);
  return adapter.toLowerCase().startsWith(name.toLowerCase()) ? adapter : `${name} · ${adapter}`;
}

/** How far, how fast, on what. The regions change too often to be read out by themselves. */
export function RunStatus() {
  const step = useLab((state) => state.step);
  const steps = useLab((state) => state.applied.steps);
  const playing = useLab((state) => state.playing);
  const phase = useLab((state) => state.phase);
  const speed = useLab((state) => state.stepsPerSecond);
  const backend = useLab((state) => state.backend);
  const moving = playing && speed > 0;
  const left = moving && steps > step ? ` · ${duration((steps - step) / speed)} left` : "";
  return (
    <div className={styles.status}>
      <span role="status" aria-label="Step" aria-live="off" className={styles.step}>
        <b>step {formatCount(step)}</b> of {formatCount(steps)}
      </span>
      <span role="status" aria-label="Speed" aria-live="off" className={styles.quiet}>
        {moving ? `${speedOf(speed)} steps/s${left}` : phase === "preparing" ? "preparing" : "paused"}
      </span>
      <span
        role="status"
        aria-label="Backend"
        aria-live="off"
        className={styles.quiet}
        title={backend ? `${backend.adapter}. ${backend.why}` : undefined}
      >
        {backend ? machine(backend) : "–"}
      </span>
    </div>
  );
}
