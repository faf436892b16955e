import { FIELDS, getField, KEYS } from "../../config/schema";
import { SCALARS } from "../../store/history";
import { type Moment, type StopCause, stopCause } from "../../store/stop-cause";
import { lab } from "../../store/use-lab";
import type { LaneKey } from "../../worker/protocol";

/** Moments read for a cause, the one that was not finite included. */
const LAST_MOMENTS = 9;
/** The settings that act on the next step. */
const ACTING = KEYS.filter((key) => FIELDS[key].effect === "live" && key !== "steps" && key !== "backend");

/** First step of the run that was made with its present settings; ∞ if they changed while it played. */
let settledFrom = 0;
lab.store.subscribe((now, before) => {
  if (now.run !== before.run) settledFrom = 0;
  else if (ACTING.some((key) => getField(now.applied, key) !== getField(before.applied, key)))
    settledFrom = now.playing ? Number.POSITIVE_INFINITY : now.step;
});

/** Step 0 and the newest moments of a lane, oldest first. */
function momentsOf(lane: LaneKey): readonly Moment[] {
  const { scalars, spectra } = lab.history.lane(lane);
  const { x, columns } = scalars.kept();
  const radii = new Map(spectra.all().map(({ step, spectralRadius }) => [step, spectralRadius]));
  const [loss, gradNorm, drift] = (["loss", "gradNorm", "drift"] as const).map(
    (scalar) => columns[SCALARS.indexOf(scalar)],
  );
  return Array.from(x, (step, i) => ({
    step,
    loss: loss[i],
    gradNorm: gradNorm[i],
    drift: drift[i],
    spectralRadius: radii.get(step) ?? null,
  })).filter((_, i) => i === 0 || i >= x.length - LAST_MOMENTS);
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
