import type { LaneKey } from "../../../lanes";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import type { Stop } from "../../../worker/protocol";

/** Why a lane stands still at the moment shown; null before it stopped. */
export function stoppedAt(lane: LaneKey, { step }: ShownMoment): Stop | null {
  const { stopped } = lab.history.lane(lane);
  return stopped && step >= stopped.step ? stopped : null;
}

/** Marks what was measured at another step than the one shown: of a lane that stopped, or by a slow measurement. */
export const measuredAt = (measured: number, { step }: ShownMoment) =>
  measured === step ? {} : { measuredAt: measured };
