import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import { formatCount } from "../math/number-format";
import { refit } from "../training/refit";
import type { Reachable } from "./fork-points";
import type { KeptRun } from "./kept-run";

/** The lane whose place the copy takes. */
const other = (lane: LaneKey): LaneKey => (lane === "a" ? "b" : "a");

/** A run in which both lanes are one lane of another run as it was, settings included, with the history up to there. */
export function forked(before: KeptRun, lane: LaneKey, { from, step }: Reachable): KeptRun {
  const settings = from.config[from.key];
  return {
    ...before,
    config: { ...before.config, lr: from.config.lr, [lane]: settings, [other(lane)]: settings },
    checkpoint: { ...before.checkpoint, step: from.lane.step, lanes: { a: from, b: from } },
    history: { a: before.history[lane], b: before.history[lane] },
    playing: false,
    fork: {
      lane,
      step,
      point: null,
      before: { ...before, fork: before.fork && { ...before.fork, before: null } },
    },
  };
}

/** A fork back where it began, under these settings; null where that is not known yet. */
export function refitted(present: KeptRun, config: RunConfig): KeptRun | null {
  const point = present.fork?.point;
  if (!point) return null;
  const lanes = { a: refit(point.lanes.a, config.a), b: refit(point.lanes.b, config.b) };
  return { ...present, config, checkpoint: { ...point, lanes } };
}

/** @param wanted the step that was asked for */
export function sayForked(lane: LaneKey, step: number, wanted: number): string {
  const [copy, original] = [other(lane), lane].map((key) => key.toUpperCase());
  const nearest = step === wanted ? "" : `, the available step nearest to ${formatCount(wanted)}`;
  return `Lane ${copy} is now a copy of lane ${original} at step ${formatCount(step)}${nearest}. Change a setting of one of them and play. Reset returns to this step.`;
}
