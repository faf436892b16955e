import { formatCount, formatNumber } from "../../math/number-format";
import type { Entry } from "../../store/plan-queue";
import { experiments, useExperiments } from "../../store/use-experiments";
import { Words } from "../../ui/words";
import styles from "./Queue.module.css";

/** The unfinished runs, in the order of execution. */
export function Queue() {
  const queue = useExperiments((state) => state.queue);
  if (queue.length === 0) return null;
  return (
    <section className={styles.queue} aria-labelledby="queue">
      <h2 id="queue" className={styles.title}>
        Queue
      </h2>
      <ol className={styles.list}>
        {queue.map((entry, i) => (
          <QueuedRun
            key={entry.run.id}
            entry={entry}
            first={queue[i - 1]?.status === "running" || i === 0}
            last={i === queue.length - 1}
          />
        ))}
      </ol>
    </section>
  );
}

interface Props {
  readonly entry: Entry;
  readonly first: boolean;
  readonly last: boolean;
}

function QueuedRun({ entry, first, last }: Props) {
  const { run, status, step, loss } = entry;
  const { steps } = run.config;
  const where = Object.entries(run.point)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
  const name = `${run.network}${where ? `, ${where}` : ""}`;
  const running = status === "running";
  return (
    <li className={status === "cancelled" ? styles.cancelled : styles.run}>
      <span className={styles.name} translate="no">
        <b>{run.network}</b> {where}
      </span>
      {running && (
        <span className={styles.where}>
          <Words>
            {formatCount(step)} of {formatCount(steps)} · loss {formatNumber(loss)}
          </Words>
        </span>
      )}
      <span className={styles.actions}>
        {!running && (
          <>
            <button
              type="button"
              className={styles.move}
              aria-label={`Move up: ${name}`}
              title="Earlier"
              disabled={first}
              onClick={() => experiments.move(run.id, -1)}
            >
              ↑
            </button>
            <button
              type="button"
              className={styles.move}
              aria-label={`Move down: ${name}`}
              title="Later"
              disabled={last}
              onClick={() => experiments.move(run.id, 1)}
            >
              ↓
            </button>
          </>
        )}
        <button
          type="button"
          className={styles.move}
          aria-label={`${status === "cancelled" ? "Put back" : "Leave out"}: ${name}`}
          title={status === "cancelled" ? "Put back" : "Leave out"}
          onClick={() => experiments.toggleRun(run.id)}
        >
          {status === "cancelled" ? "+" : "×"}
        </button>
      </span>
      {running && (
        <progress className={styles.bar} aria-label={`Progress: ${name}`} value={step} max={steps} />
      )}
    </li>
  );
}
