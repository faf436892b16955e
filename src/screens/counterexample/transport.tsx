import { formatCount } from "../../math/number-format";
import { iterations, MAX_ITERATIONS } from "../../training/counterexample";
import { ResetIcon, StepIcon } from "../../ui/icons";
import controls from "../../ui/RunControls.module.css";
import { PlayButton, RoundButton } from "../../ui/run-buttons";
import { Segmented } from "../../ui/segmented";
import { Words } from "../../ui/words";
import { OPENING, SLIDE, sameSettings } from "./address";
import styles from "./Transport.module.css";
import { type Action, type Experiment, isOver, programIsStill, programLoop } from "./use-experiment";

const EXAMPLES = [
  { value: "slide", label: "The lecture’s program" },
  { value: "turning", label: "A matrix that turns" },
] as const;
const SETTINGS = { slide: SLIDE, turning: OPENING } as const;

/** Play, Step, Reset, the state of the loop, and the screen's two examples. */
export function Transport({ experiment, act }: { experiment: Experiment; act: (action: Action) => void }) {
  const { playing } = experiment;
  const loop = programLoop(experiment);
  const done = iterations(loop);
  const example = EXAMPLES.find(({ value }) => sameSettings(SETTINGS[value], experiment.settings));
  return (
    <div className={`${controls.bar} ${styles.frame}`}>
      <h1 className={styles.title}>A matrix stops being unitary</h1>
      <div className={`${controls.bar} ${styles.run}`}>
        <div className={controls.transport}>
          <PlayButton
            playing={playing}
            title={playing ? "Pause (space)" : "Run the loop until it stops (space)"}
            onClick={() => act({ type: playing ? "pause" : "play" })}
          />
          <RoundButton
            name="Step"
            title="One iteration (→)"
            disabled={done >= MAX_ITERATIONS}
            onClick={() => act({ type: "step" })}
          >
            <StepIcon />
          </RoundButton>
          <RoundButton
            name="Reset"
            title="Back to the starting matrix (R)"
            onClick={() => act({ type: "reset" })}
          >
            <ResetIcon />
          </RoundButton>
        </div>
        {/* Announced only while the loop is paused: it updates five times per second. */}
        <p
          role="status"
          aria-label="Iteration"
          aria-live={playing ? "off" : "polite"}
          className={styles.status}
        >
          <strong>
            <Words>iteration {formatCount(done)}</Words>
          </strong>{" "}
          <span>
            <Words>{remark(experiment)}</Words>
          </span>
        </p>
      </div>
      <div className={styles.examples}>
        <Segmented
          label="Example"
          options={EXAMPLES}
          value={example?.value ?? null}
          onChange={(value) => act({ type: "set", change: SETTINGS[value] })}
        />
      </div>
    </div>
  );
}

function remark(experiment: Experiment): string {
  const { stoppedAfter } = programLoop(experiment);
  const done = iterations(programLoop(experiment));
  if (stoppedAfter === 0) return "not unitary to begin with: the loop’s body never runs";
  if (stoppedAfter === done) return "no longer unitary: the program has ended";
  if (stoppedAfter !== null)
    return `the program ended after ${formatCount(stoppedAfter)}; these are further iterations`;
  if (programIsStill(experiment))
    return done === 0 ? "unitary: the loop may begin" : "still unitary: A = 0, U did not move";
  if (isOver(experiment)) return "still unitary; the page stops the loop here";
  return done === 0 ? "unitary: the loop may begin" : "still unitary";
}
