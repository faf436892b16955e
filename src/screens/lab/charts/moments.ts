import type { LaneKey } from "../../../lanes";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import type { Stop } from "../../../worker/protocol";
import { stopWords } from "./sentences";

/** Returns why a lane has stopped at the moment shown; null before it stopped. */
export function stoppedAt(lane: LaneKey, { step }: ShownMoment): Stop | null {
  const { stopped } = lab.history.lane(lane);
  return stopped && step >= stopped.step ? stopped : null;
}

/** Returns `measuredAt` if a measurement is not of the step shown: its lane stopped, or the measurement is slow. */
export const measuredAt = (measured: number, { step }: ShownMoment) =>
  measured === step ? {} : { measuredAt: measured };

/**
 * Returns `lost`, in words that follow a lane's name, if nothing can be computed of it at a moment: it stopped before
 * anything was finite, or its weights of then and before were not kept.
 */
export function lost(lane: LaneKey, moment: ShownMoment): { readonly lost?: string } {
  if (lab.history.lane(lane).networks.upTo(moment.step)) return {};
  const stopped = stoppedAt(lane, moment);
  if (stopped) return { lost: stopWords(stopped) };
  // The weights of the newest moment are still to come.
  return moment.live ? {} : { lost: "’s weights at this step were not kept" };
}
