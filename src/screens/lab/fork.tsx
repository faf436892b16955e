import { LANE_KEYS } from "../../lanes";
import { formatCount } from "../../math/number-format";
import { lab, useLab } from "../../store/use-lab";
import { useMoment } from "../../store/use-moment";
import { Popover } from "../../ui/popover";
import controls from "../../ui/RunControls.module.css";
import { Words } from "../../ui/words";
import styles from "./Fork.module.css";
import { laneNames } from "./run-label";

/** Copies a lane, as of the moment that the charts show, over the other lane, and shows where the run was forked. */
export function Fork() {
  const ready = useLab((state) => state.phase === "ready");
  const { step } = useMoment();
  const applied = useLab((state) => state.applied);
  const fork = useLab((state) => state.fork);
  const names = laneNames(applied, fork);
  return (
    <div className={styles.fork}>
      {fork && (
        <p role="status" aria-label="Fork" className={styles.message}>
          <Words>
            fork of lane {fork.lane.toUpperCase()} at step {formatCount(fork.step)}
          </Words>
        </p>
      )}
      {fork?.before && (
        <button
          type="button"
          className={`${controls.text} ${styles.leave}`}
          title="Back to the run that this one was forked from"
          disabled={!ready}
          onClick={() => lab.leaveFork()}
        >
          Leave fork
        </button>
      )}
      <Popover
        name="Fork here"
        button={{
          className: `${controls.text} ${styles.here}`,
          title: "Copies a lane as it is at the step shown, so that you can change a setting of the copy",
          disabled: !ready,
          children: "Fork here",
        }}
        className={styles.menu}
      >
        {(close) => (
          <>
            <p className={styles.words}>
              Copy which lane at{" "}
              <b>
                <Words>step {formatCount(step)}</Words>
              </b>
              ? The copy replaces the other lane and has the same weights, optimiser and batches to come. Then
              change a setting of one of the two.
            </p>
            {LANE_KEYS.map((lane) => (
              <button
                key={lane}
                type="button"
                className={lane === "a" ? styles.a : styles.b}
                onClick={() => {
                  close();
                  lab.fork(lane);
                }}
              >
                Fork lane {lane.toUpperCase()} <span>{names[lane]}</span>
              </button>
            ))}
          </>
        )}
      </Popover>
    </div>
  );
}
