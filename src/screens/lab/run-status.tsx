import { stepsPerSecond as wantedPace } from "../../config/speed";
import { formatCount, formatNumber } from "../../math/number-format";
import { type LabState, speedOf } from "../../store/lab-state";
import type { ShownMoment } from "../../store/showing";
import { lab, useLab } from "../../store/use-lab";
import { useMoment, useMomentView } from "../../store/use-moment";
import type { BackendReport, GpuProgress } from "../../worker/protocol";
import { valueLabel } from "./option-labels";
import styles from "./RunStatus.module.css";

/** A remaining time is said from here on, in seconds: what is shorter is over before it is read. */
const MIN_SECONDS_SHOWN = 5;
/** Slower than this share of the speed that was chosen, the machine cannot keep it. */
const MIN_PACE_SHARE = 0.9;

/** A length of time as people say it, coarse on purpose: it is an estimate. */
function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

const paceOf = (stepsPerSecond: number) =>
  stepsPerSecond >= 10 ? formatCount(Math.round(stepsPerSecond)) : formatNumber(stepsPerSecond);

/** The backend with its device, where the device's name does not already say it. */
export function machine({ running, adapter }: BackendReport): string {
  const name = valueLabel("backend", running);
  return adapter.toLowerCase().startsWith(name.toLowerCase()) ? adapter : `${name} · ${adapter}`;
}

/** What the run is doing at the moment that is shown, in one word. */
export function runWord(state: LabState, { step: shown, live }: Pick<ShownMoment, "step" | "live">): string {
  const { phase, playing, playedFrom, stopped, applied } = state;
  const step = live ? shown : state.step;
  if (phase === "preparing" || phase === "idle") return "preparing";
  // The last moment of a run may be on its way to the screen.
  if (playing || step < state.step) return step === playedFrom.step ? "starting" : "playing";
  if (phase === "failed" || (stopped.a && stopped.b)) return "stopped";
  return step >= applied.steps ? "finished" : "paused";
}

/** How far WebGPU is while it starts. */
export function gpuText({ stage, done, of }: GpuProgress): string {
  if (stage === "opening") return "opening WebGPU";
  if (stage === "compiling") return `compiling ${done} of ${of} programs`;
  if (stage === "checking") return "checking WebGPU";
  return stage === "timing" ? "timing a step" : "building the networks";
}

/** How fast the run goes, and how long it will take at the mean speed so far. */
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

/** How far, how fast, on what. The regions change too often to be read out by themselves. */
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
      <span role="status" aria-label="Step" aria-live="off" className={styles.step}>
        <b>
          step{" "}
          <span className={styles.count} style={{ minWidth: `${formatCount(steps).length}ch` }}>
            {formatCount(moment.step)}
          </span>
        </b>{" "}
        of {formatCount(steps)}
      </span>
      <span role="status" aria-label="Speed" aria-live="off" className={styles.speed}>
        {preparing || word}
        {pace && ` · ${pace}`}
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
