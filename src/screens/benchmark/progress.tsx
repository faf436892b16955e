import { sizeName } from "../../benchmark/size";
import styles from "./Benchmark.module.css";
import { formatDuration } from "./duration";
import type { Measurement } from "./use-benchmark";

const PHASE_TEXTS: Readonly<Record<Measurement["phase"], (measurement: Measurement) => string>> = {
  running: ({ plan, results }) => `Measuring ${sizeName(plan.sizes[Math.max(0, results.length - 1)])}.`,
  done: () => "Done.",
  cancelled: () => "Cancelled. What was measured is kept.",
  failed: ({ failure }) => `It stopped: ${failure}`,
};

/** Progress of the benchmark. Only the present size is announced to screen readers, not the remaining time. */
export function Progress({ measurement }: { readonly measurement: Measurement | null }) {
  const { done, all } = measurement ? progress(measurement) : { done: 0, all: 1 };
  return (
    <div className={styles.progress}>
      <progress aria-label="Progress" max={all} value={done} />
      <p className={styles.status}>
        <span role="status" aria-label="Benchmark">
          {measurement ? PHASE_TEXTS[measurement.phase](measurement) : "Nothing has been measured yet."}
        </span>
        {measurement?.phase === "running" && (
          <span className={styles.left}>about {formatDuration(measurement.left)} left</span>
        )}
      </p>
    </div>
  );
}

/** Counts samples done and in total. Preparation counts as one sample; all samples of a failed contender count as done. */
function progress({ plan, results, phase }: Measurement): { done: number; all: number } {
  const each = plan.sampling.samples + 1;
  const all = plan.sizes.length * plan.contenders.length * each;
  if (phase === "done") return { done: all, all };
  const rows = results.flatMap((result) => result.rows);
  const done = rows.reduce((sum, { prepared, samples, wanted, failure }) => {
    if (failure !== null) return sum + each;
    return sum + (prepared ? 1 + (samples.length / wanted) * (each - 1) : 0);
  }, 0);
  return { done, all };
}
