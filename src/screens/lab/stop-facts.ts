import { FIELDS, getField, KEYS } from "../../config/schema";
import type { LaneKey } from "../../lanes";
import { type Moment, type StopCause, stopCause } from "../../store/stop-cause";
import { lab } from "../../store/use-lab";
import type { Spectrum } from "../../worker/protocol";

/** The settings that affect the next step. */
const LIVE_SETTINGS = KEYS.filter(
  (key) => FIELDS[key].effect === "live" && key !== "steps" && key !== "backend",
);

/** First step computed with the present settings; ∞ if they changed while the run played. */
let settledFrom = 0;
lab.store.subscribe((now, before) => {
  if (now.run !== before.run) settledFrom = 0;
  else if (LIVE_SETTINGS.some((key) => getField(now.applied, key) !== getField(before.applied, key)))
    settledFrom = now.playing ? Number.POSITIVE_INFINITY : now.step;
});

/** Returns step 0 and the last moments of a lane, oldest first, the one that is not finite at the end. */
function momentsOf(lane: LaneKey): readonly Moment[] {
  const history = lab.history.lane(lane);
  const steps = [...new Set([0, ...history.lastSteps])];
  return steps.map((step) => ({
    step,
    loss: history.valueAt("loss", step),
    gradNorm: history.valueAt("gradNorm", step),
    drift: history.valueAt("drift", step),
    spectralRadius: radiusOfW(history.spectra.at(step)),
  }));
}

/** The spectral radius of W; null if it is not known, or the cell is gated. */
const radiusOfW = (spectrum: Spectrum | undefined) =>
  spectrum === undefined || spectrum.of === "one time step" ? null : spectrum.spectralRadius;

const causes = new Map<number, StopCause>();

/**
 * Returns why the lane of a notice stopped. It is determined once, because later changes of settings did not cause it.
 * @param id of the notice
 */
export function causeOf(id: number, lane: LaneKey): StopCause | null {
  const { stopped, applied, task } = lab.state;
  const [known, stop] = [causes.get(id), stopped[lane]];
  if (known || !stop || !task) return known ?? null;
  const timeSteps = task.steps;
  const cause = stopCause({ lane, stop, config: applied, settledFrom, timeSteps, moments: momentsOf(lane) });
  causes.set(id, cause);
  return cause;
}
