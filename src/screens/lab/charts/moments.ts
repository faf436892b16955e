import type { LaneKey } from "../../../lanes";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import type { Stop } from "../../../worker/protocol";

/** Returns why a lane has stopped at the moment shown; null before it stopped. */
export function stoppedAt(lane: LaneKey, { step }: ShownMoment): Stop | null {
  const { stopped } = lab.history.lane(lane);
  return stopped && step >= stopped.step ? stopped : null;
}

/** Returns `measuredAt` if a measurement is not of the step shown: its lane stopped, or the measurement is slow. */
export const measuredAt = (measured: number, { step }: ShownMoment) =>
  measured === step ? {} : { measuredAt: measured };

/** Returns `isLost` if nothing can be computed of a lane at an earlier moment: its weights of then and before were not kept. */
export const lost = (lane: LaneKey, { step, live }: ShownMoment) =>
  live || lab.history.lane(lane).networks.upTo(step) ? {} : { isLost: true };
