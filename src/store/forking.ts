import type { Change } from "../config/changes";
import type { RunConfig } from "../config/schema";
import type { LaneKey } from "../lanes";
import { formatCount } from "../math/number-format";
import { refit } from "../training/refit";
import { changesIn, plannedIn } from "./changes";
import type { Reachable } from "./fork-points";
import type { Fork, SavedRun } from "./saved-run";

/** The other lane, which the copy replaces. */
const other = (lane: LaneKey): LaneKey => (lane === "a" ? "b" : "a");

/** A run in which both lanes are copies of one lane of another run at a step, with its settings and history. */
export function forked(before: SavedRun, lane: LaneKey, { from, step }: Reachable): SavedRun {
  const settings = from.config[from.key];
  const lanes = { a: from, b: from };
  return {
    ...before,
    config: { ...before.config, lr: from.config.lr, [lane]: settings, [other(lane)]: settings },
    checkpoint: { ...before.checkpoint, step: from.lane.step, lanes },
    history: { a: before.history[lane], b: before.history[lane] },
    playing: false,
    changes: changesIn(lanes),
    coming: plannedIn(lanes),
    fork: {
      lane,
      step,
      point: null,
      before: { ...before, fork: before.fork && { ...before.fork, before: null } },
    },
  };
}

/** A fork as files have it: `start` is the lane whose starting weights it has, if that is another one. */
export function forkFacts({ lane, step, point }: Pick<Fork, "lane" | "step" | "point">) {
  const start = point?.lanes.a.key ?? lane;
  return { lane, step, ...(start !== lane && { start }) };
}

/**
 * A fork at its starting point, with these settings and planned changes; null if the workers have not reported that point
 * yet.
 */
export function refitted(current: SavedRun, config: RunConfig, coming: readonly Change[]): SavedRun | null {
  const point = current.fork?.point;
  if (!point) return null;
  const lanes = { a: refit(point.lanes.a, config.a), b: refit(point.lanes.b, config.b) };
  return { ...current, config, checkpoint: { ...point, lanes }, changes: changesIn(lanes), coming };
}

/** The notice about a fork. @param wanted the step that was requested */
export function forkedText(lane: LaneKey, step: number, wanted: number): string {
  const [copy, original] = [other(lane), lane].map((key) => key.toUpperCase());
  const nearest = step === wanted ? "" : `, the available step nearest to ${formatCount(wanted)}`;
  return `Lane ${copy} is now a copy of lane ${original} at step ${formatCount(step)}${nearest}. Change a setting of one of them and play. Reset returns to this step.`;
}
