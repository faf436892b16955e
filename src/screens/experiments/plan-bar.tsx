import { useState } from "react";
import { formatCount } from "../../math/number-format";
import type { NotKept } from "../../store/kept-results";
import { experiments, useExperiments } from "../../store/use-experiments";
import { CloseIcon } from "../../ui/icons";
import controls from "../../ui/RunControls.module.css";
import { MoreButton, moreState, PlayButton, RoundButton } from "../../ui/run-buttons";
import { Words } from "../../ui/words";
import { duration } from "./duration";
import { Files } from "./files";
import styles from "./PlanBar.module.css";

/** The bar with the progress of the plan and its controls. */
export function PlanBar() {
  const phase = useExperiments((state) => state.phase);
  const rows = useExperiments((state) => state.rows.length);
  const waiting = useExperiments(
    (state) => state.queue.filter(({ status }) => status !== "cancelled").length,
  );
  const workers = useExperiments((state) => state.workers);
  const share = useExperiments((state) => state.share);
  const secondsLeft = useExperiments((state) => state.secondsLeft);
  const notKept = useExperiments((state) => state.notKept);
  const leftUnfinished = useExperiments((state) => state.leftUnfinished);
  const [more, setMore] = useState(false);
  const running = phase === "running";
  const under = running || phase === "paused";
  const start = rows > 0 || phase === "paused" ? "Continue" : "Run";
  return (
    <section className={controls.bar} aria-label="Plan" {...moreState(more)}>
      <div className={controls.transport}>
        <PlayButton
          playing={running}
          start={start}
          title={running ? "Pause" : start}
          disabled={phase === "opening" || (!running && waiting === 0)}
          onClick={() => (running ? experiments.pause() : experiments.start())}
        />
        <RoundButton
          name="Cancel"
          title="Ends the runs in progress; finished rows are kept"
          disabled={!under}
          onClick={() => experiments.cancel()}
        >
          <CloseIcon />
        </RoundButton>
      </div>
      <div className={styles.status}>
        <p className={styles.words}>
          <span role="status" aria-label="Runs">
            <b>
              <Words>
                {formatCount(rows)} of {formatCount(rows + waiting)} runs
              </Words>
            </b>
          </span>
          <span className={styles.quiet}>
            <Words>{pace(phase, waiting, workers, secondsLeft)}</Words>
          </span>
        </p>
        <progress className={styles.progress} aria-label="Progress of the plan" value={share} max={1} />
        {notKept && (
          <p className={styles.offer} role="status" aria-label="Not kept">
            <Words>{notKeptText(notKept)}</Words>
          </p>
        )}
        {leftUnfinished && phase === "idle" && (
          <p className={styles.offer} role="status" aria-label="Unfinished">
            This plan was running when the page was left. Nothing that had finished is lost.{" "}
            <button type="button" className={styles.link} onClick={() => experiments.start()}>
              Continue it
            </button>
          </p>
        )}
      </div>
      <MoreButton open={more} onChange={setMore} />
      <Files />
    </section>
  );
}

/** Says what the browser does not keep, and what to do. */
function notKeptText({ why, rows }: NotKept): string {
  const lost =
    rows === 0
      ? "Before you leave this page, save finished runs"
      : `${formatCount(rows)} finished ${rows === 1 ? "run is" : "runs are"} only on this page: save ${rows === 1 ? "it" : "them"}`;
  return `The browser does not keep results here (${why}). ${lost} with JSON; Open results shows them again.`;
}

function pace(phase: string, waiting: number, workers: number, secondsLeft: number): string {
  if (phase === "opening") return "looking for earlier results";
  if (waiting === 0) return "all done";
  if (phase === "paused") return "paused";
  const side = `${workers} at a time`;
  if (phase !== "running") return `${side} on this machine`;
  return Number.isFinite(secondsLeft)
    ? `${side} · ${duration(secondsLeft)} left`
    : `${side} · measuring the speed`;
}
