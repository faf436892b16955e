import { stepsPerSecond as wantedPace } from "../../config/speed";
import { formatCount, formatNumber } from "../../math/number-format";
import { type LabState, speedOf } from "../../store/lab-state";
import type { ShownMoment } from "../../store/showing";
import { lab, useLab } from "../../store/use-lab";
import { useMoment, useMomentView } from "../../store/use-moment";
import { Words } from "../../ui/words";
import type { BackendReport, GpuProgress } from "../../worker/protocol";
import { valueLabel } from "./option-labels";
import styles from "./RunStatus.module.css";

/** Shortest remaining time that is shown, in seconds: less would pass before it is read. */
const MIN_SECONDS_SHOWN = 5;
/** Below this share of the chosen speed, the actual pace is shown beside it. */
const MIN_PACE_SHARE = 0.9;

/** Formats an estimated duration, coarse on purpose. */
function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

const paceOf = (stepsPerSecond: number) =>
  stepsPerSecond >= 10 ? formatCount(Math.round(stepsPerSecond)) : formatNumber(stepsPerSecond);

/** Returns the backend with its device, or the device alone if its name begins with the backend's. */
export function machine({ running, adapter }: BackendReport): string {
  const name = valueLabel("backend", running);
  return adapter.toLowerCase().startsWith(name.toLowerCase()) ? adapter : `${name} · ${adapter}`;
}

/** Returns the state of the run at the moment shown, in one word. */
export function runWord(state: LabState, { step: shown, live }: Pick<ShownMoment, "step" | "live">): string {
  const { phase, playing, playedFrom, stopped, applied } = state;
  const step = live ? shown : state.step;
  if (phase === "preparing" || phase === "idle") return "preparing";
  // The last moment of a run may not have reached the screen yet.
  if (playing || step < state.step) return step === playedFrom.step ? "starting" : "playing";
  if (phase === "failed" || (stopped.a && stopped.b)) return "stopped";
  return step >= applied.steps ? "finished" : "paused";
}

/** Returns the progress of WebGPU while it starts. */
export function gpuText({ stage, done, of }: GpuProgress): string {
  if (stage === "opening") return "opening WebGPU";
  if (stage === "compiling") return `compiling ${done} of ${of} programs`;
  if (stage === "checking") return "checking WebGPU";
  return stage === "timing" ? "timing a step" : "building the networks";
}

/** Returns the pace of the run and its remaining time at the mean speed so far. */
function paceText(state: LabState): string {
  const { stepsPerSecond, step, applied } = state;
  if (stepsPerSecond === 0) return "";
  const wanted = wantedPace(speedOf(state));
  const keeps = wanted === null || stepsPerSecond >= MIN_PACE_SHARE * wanted;
  const pace = keeps
    ? paceOf(wanted ?? stepsPerSecond)
    : `${paceOf(stepsPerSecond)} of ${formatCount(wanted)}`;
  const left = (applied.steps - step) / Math.min(stepsPerSecond, wanted ?? stepsPerSecond);
  return `${pace} ${pace === "1" ? "step" : "steps"}/s${left > MIN_SECONDS_SHOWN ? ` · ${duration(left)} left` : ""}`;
}

/** Step, pace and backend of the run. These change too often to be announced, hence `aria-live="off"`. */
export function RunStatus() {
  const moment = useMoment();
  const steps = useLab((state) => state.applied.steps);
  const word = useLab((state) => runWord(state, moment));
  const playing = useLab((state) => state.playing);
  const pace = useMomentView(() => (playing ? paceText(lab.state) : ""), ["frame"], playing);
  const backend = useLab((state) => state.backend);
  const preparing = useLab(({ phase, gpuProgress }) =>
    phase === "preparing" && gpuProgress ? gpuText(gpuProgress) : "",
  );
  return (
    <div className={styles.status}>
      <span role="status" aria-label="Step" aria-live="off" className={styles.step} translate="no">
        <b>
          step{" "}
          <span className={styles.count} style={{ minWidth: `${formatCount(steps).length}ch` }}>
            {formatCount(moment.step)}
          </span>
        </b>{" "}
        of {formatCount(steps)}
      </span>
      <span role="status" aria-label="Speed" aria-live="off" className={styles.speed}>
        <span>{preparing || word}</span>
        <Words>{pace && ` · ${pace}`}</Words>
      </span>
      <span
        role="status"
        aria-label="Backend"
        aria-live="off"
        className={styles.quiet}
        translate="no"
        title={backend ? `${backend.adapter}. ${backend.why}` : undefined}
      >
        {backend ? machine(backend) : "–"}
      </span>
    </div>
  );
}
