import type { LaneKey } from "../lanes";
import type { Checkpoint } from "../training/lane-trainer";
import type { RunCheckpoint } from "../worker/protocol";
import { Snapshots } from "./snapshots";

interface Point {
  /** That of the checkpoint. */
  readonly step: number;
  readonly checkpoint: RunCheckpoint;
  /** The steps up to here can be made again: settings changed then. */
  until: number;
}

/** A state of a lane that can be had again: the checkpoint to start from, and the step to go on to. */
export interface Reachable {
  readonly from: Checkpoint;
  readonly step: number;
}

/** Bytes that all points may take. */
const ROOM = 64e6;
const [FEWEST, MOST] = [4, 120];
/** More steps than these are not made again for the sake of the very step asked for. */
const MAX_AGAIN = 1000;

const bytes = (value: unknown): number => {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + bytes(part), 0);
};

/** Checkpoints along a run, thinned as it goes on: from one of them, any earlier state can be made again. */
export class ForkPoints {
  #points: Snapshots<Point> | undefined;

  append(checkpoint: RunCheckpoint): void {
    const { changedAt } = checkpoint;
    if (changedAt !== null) for (const point of this.#all()) point.until = Math.min(point.until, changedAt);
    this.#add({ step: checkpoint.step, checkpoint, until: Number.POSITIVE_INFINITY });
  }

  #add(point: Point): void {
    const room = Math.floor(ROOM / Math.max(1, bytes(point.checkpoint.lanes)));
    this.#points ??= new Snapshots<Point>(Math.max(FEWEST, Math.min(MOST, room)));
    this.#points.put(point);
  }

  #all(): readonly Point[] {
    return this.#points?.all() ?? [];
  }

  /**
   * The state of a lane after so many steps, or the nearest one that can be had exactly: where settings changed in
   * between, or too many steps would have to be made again, that is another one.
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
      candidates.push({ from, step: reach - start > MAX_AGAIN ? start : reach });
    }
    if (after) {
      const from = after.checkpoint.lanes[lane];
      candidates.push({ from, step: from.lane.step });
    }
    const distance = (one: Reachable) => Math.abs(one.step - step);
    return candidates.sort((one, other) => distance(one) - distance(other))[0] ?? null;
  }

  /** The points up to a step, as those of a run in which both lanes are this one. */
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
