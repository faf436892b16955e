import type { ForkPlan } from "../config/fork-plan";
import { formatQuery } from "../config/url";
import type { LaneKey } from "../lanes";
import { wholePlan } from "./changes";
import type { Lab } from "./lab";
import type { LabState } from "./lab-state";

/** Waits until the lab’s state is as wanted. @throws Error with the sentence that `wrong` gives about a state */
function until(
  lab: Lab,
  wanted: (state: LabState) => boolean,
  wrong: (state: LabState) => string | null,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const look = (state: LabState): boolean => {
      const why = wrong(state);
      if (why !== null) reject(new Error(why));
      else if (wanted(state)) resolve();
      else return false;
      stop();
      return true;
    };
    if (!look(lab.state)) stop = lab.store.subscribe(look);
  });
}

/**
 * Makes the fork of a file again: trains the run up to it, copies the lane, and plans what was changed from there on.
 * @throws Error with a sentence's end that says why it could not be made
 */
export async function replayFork(lab: Lab, { begin, coming, stops, lane, start }: ForkPlan): Promise<void> {
  const [first] = stops;
  lab.open(begin, first.step > 0 ? { until: first.step } : null, coming);
  let isOwn = (state: LabState) => formatQuery(wholePlan(state).begun) === formatQuery(begin);
  for (const [i, { step, config, coming: later }] of stops.entries()) {
    if (i > 0) lab.showStep(step);
    const ready = ({ phase, step: made }: LabState) => phase === "ready" && made >= step;
    await until(lab, ready, (state) => troubleIn(state, isOwn) ?? stoppedBefore(step, state, start));
    if (lab.fork(start, step) !== step) throw new Error(`step ${step} could not be reached exactly here`);
    isOwn = inRun(lab.state.run);
    const isForked = ({ phase, fork }: LabState) => phase === "ready" && fork?.point != null;
    await until(lab, isForked, (state) => troubleIn(state, isOwn));
    lab.continueFork(lane, config, later);
    isOwn = inRun(lab.state.run);
    await until(
      lab,
      ({ phase }) => phase === "ready",
      (state) => troubleIn(state, isOwn),
    );
  }
}

const inRun =
  (run: number) =>
  (state: LabState): boolean =>
    state.run === run;

/** Why the fork cannot be made any more; null if it can. */
function troubleIn(state: LabState, isOwn: (state: LabState) => boolean): string | null {
  if (!isOwn(state)) return "other settings were chosen, or another run was begun, meanwhile";
  return state.phase === "failed" ? (state.failure ?? "the networks could not be prepared") : null;
}

function stoppedBefore(step: number, { phase, stopped }: LabState, lane: LaneKey): string | null {
  const { [lane]: stop } = stopped;
  return phase === "ready" && stop && stop.step < step ? `its lane stopped at step ${stop.step} here` : null;
}
