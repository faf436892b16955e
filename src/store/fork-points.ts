import type { LaneKey } from "../lanes";
import type { Checkpoint } from "../training/lane-trainer";
import type { RunCheckpoint } from "../worker/protocol";
import { Snapshots } from "./snapshots";

interface Point {
  /** The checkpoint's step. */
  readonly step: number;
  readonly checkpoint: RunCheckpoint;
  /** The last step that this checkpoint reproduces, because settings changed there. */
  until: number;
}

/** A state of a lane that can be reproduced: the checkpoint to start from, and the step to reach. */
export interface Reachable {
  readonly from: Checkpoint;
  readonly step: number;
}

/** The maximum number of bytes of all points. */
const MAX_BYTES = 64e6;
const [MIN_POINTS, MAX_POINTS] = [4, 120];
/** The maximum number of steps that are recomputed to reach a requested step exactly. */
const MAX_RECOMPUTED = 1000;

const bytes = (value: unknown): number => {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + bytes(part), 0);
};

/** Checkpoints along a run, thinned as it grows, from which earlier states can be recomputed. */
export class ForkPoints {
  #points: Snapshots<Point> | undefined;

  append(checkpoint: RunCheckpoint): void {
    const { changedAt } = checkpoint;
    if (changedAt !== null) for (const point of this.#all()) point.until = Math.min(point.until, changedAt);
    this.#add({ step: checkpoint.step, checkpoint, until: Number.POSITIVE_INFINITY });
  }

  #add(point: Point): void {
    const capacity = Math.floor(MAX_BYTES / Math.max(1, bytes(point.checkpoint.lanes)));
    this.#points ??= new Snapshots<Point>(Math.max(MIN_POINTS, Math.min(MAX_POINTS, capacity)));
    this.#points.put(point);
  }

  #all(): readonly Point[] {
    return this.#points?.all() ?? [];
  }

  /**
   * The state of a lane after `step` updates, or the nearest one that can be reproduced exactly: they differ if settings
   * changed in between or if too many steps would have to be recomputed.
   */
  find(lane: LaneKey, step: number): Reachable | null {
    let before: Point | undefined;
    let after: Point | undefined;
    for (const point of this.#all()) {
      if (point.checkpoint.lanes[lane].lane.step <= step) before = point;
      else after ??= point;
    }
    const candidates: Reachable[] = [];
    if (before) {
      const from = before.checkpoint.lanes[lane];
      const start = from.lane.step;
      const reach = Math.max(start, Math.min(step, before.until));
      candidates.push({ from, step: reach - start > MAX_RECOMPUTED ? start : reach });
    }
    if (after) {
      const from = after.checkpoint.lanes[lane];
      candidates.push({ from, step: from.lane.step });
    }
    const distance = (one: Reachable) => Math.abs(one.step - step);
    return candidates.sort((one, other) => distance(one) - distance(other))[0] ?? null;
  }

  /** The points up to a step, for a run in which both lanes are copies of this one. */
  ofFork(lane: LaneKey, step: number): ForkPoints {
    const fork = new ForkPoints();
    for (const { checkpoint, until } of this.#all()) {
      const copied = checkpoint.lanes[lane];
      if (copied.lane.step > step) break;
      const lanes = { a: copied, b: copied };
      const { step: at } = copied.lane;
      fork.#add({ step: at, checkpoint: { ...checkpoint, step: at, lanes }, until });
    }
    return fork;
  }
}
