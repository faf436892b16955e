import { FIELDS, getField, KEYS } from "../../config/schema";
import type { LaneKey } from "../../lanes";
import { type Moment, type StopCause, stopCause } from "../../store/stop-cause";
import { lab } from "../../store/use-lab";

/** The settings that act on the next step. */
const ACTING = KEYS.filter((key) => FIELDS[key].effect === "live" && key !== "steps" && key !== "backend");

/** First step of the run that was made with its present settings; ∞ if they changed while it played. */
let settledFrom = 0;
lab.store.subscribe((now, before) => {
  if (now.run !== before.run) settledFrom = 0;
  else if (ACTING.some((key) => getField(now.applied, key) !== getField(before.applied, key)))
    settledFrom = now.playing ? Number.POSITIVE_INFINITY : now.step;
});

/** Step 0 and the last moments of a lane, oldest first, the one that was not finite at the end. */
function momentsOf(lane: LaneKey): readonly Moment[] {
  const history = lab.history.lane(lane);
  const steps = [...new Set([0, ...history.lastSteps])];
  return steps.map((step) => ({
    step,
    loss: history.valueAt("loss", step),
    gradNorm: history.valueAt("gradNorm", step),
    drift: history.valueAt("drift", step),
    spectralRadius: history.spectra.at(step)?.spectralRadius ?? null,
  }));
}

const causes = new Map<number, StopCause>();

/**
 * Why the lane of a notice stopped. It is found out once: settings that change later did not cause it.
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
