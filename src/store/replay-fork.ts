import type { ForkPlan } from "../config/fork-plan";
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
 * @throws Error with a sentence that says why it could not be made
 */
export async function replayFork(lab: Lab, { begin, coming, stops, lane, start }: ForkPlan): Promise<void> {
  const [first] = stops;
  lab.open(begin, first.step > 0 ? { until: first.step } : null, coming);
  for (const [i, { step, ...from }] of stops.entries()) {
    await reached(lab, begin, start, step);
    const made = lab.fork(start, step);
    if (made !== step) throw new Error(`step ${step} could not be reached exactly here`);
    const { run } = lab.state;
    const isOther = (state: LabState) => (state.run === run ? null : "another run was begun meanwhile");
    await until(lab, ({ fork, phase }) => phase === "ready" && fork?.point != null, isOther);
    lab.continueFork(lane, from.config, from.coming);
    const next = stops[i + 1];
    if (next) await until(lab, ({ phase }) => phase === "ready", failed);
    if (next) lab.showStep(next.step);
  }
}

const failed = ({ phase, failure }: LabState): string | null =>
  phase === "failed" ? (failure ?? "the networks could not be prepared") : null;

/** Waits until the run has made so many steps. */
function reached(lab: Lab, begin: ForkPlan["begin"], start: ForkPlan["start"], step: number): Promise<void> {
  const { seed } = begin;
  return until(
    lab,
    (state) => state.phase === "ready" && state.step >= step,
    (state) => {
      if (state.applied.seed !== seed || state.applied.task !== begin.task)
        return "other settings were chosen";
      const { [start]: stopped } = state.stopped;
      if (stopped && stopped.step < step) return `its lane stopped at step ${stopped.step} here`;
      return failed(state);
    },
  );
}
