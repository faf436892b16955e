import { EMPTY_CURVE, type TrainingCurve } from "../experiments/curve";
import type { PlannedRun } from "../experiments/expand";
import type { Work } from "../experiments/time-left";

/** A run of the plan that has no row yet. */
export interface Entry {
  readonly run: PlannedRun;
  readonly status: "waiting" | "running" | "cancelled";
  readonly step: number;
  readonly loss: number;
  readonly curve: TrainingCurve;
}

/** The runs without a row, in the order in which they will run. */
export type Queue = readonly Entry[];

export const waiting = (run: PlannedRun): Entry => ({
  run,
  status: "waiting",
  step: 0,
  loss: Number.NaN,
  curve: EMPTY_CURVE,
});

/**
 * The runs that have no row, all waiting.
 * @param order the ids of runs that go first, in this order; the others follow in the plan's
 */
export function queueOf(
  runs: readonly PlannedRun[],
  known: { has(id: string): boolean },
  order: readonly string[],
): Queue {
  const place = new Map(order.map((id, i) => [id, i]));
  const rank = ({ id, index }: PlannedRun) => place.get(id) ?? order.length + index;
  const missing = runs.filter(({ id }) => !known.has(id));
  return missing.sort((one, other) => rank(one) - rank(other)).map(waiting);
}

/** The queue with a waiting run moved before (−1) or after (+1) its neighbour; the same queue if it cannot be. */
export function moved(queue: Queue, id: string, by: -1 | 1): Queue {
  const changed = [...queue];
  const from = changed.findIndex(({ run }) => run.id === id);
  const to = from + by;
  if (from < 0 || !changed[to] || changed[to].status === "running") return queue;
  [changed[from], changed[to]] = [changed[to], changed[from]];
  return changed;
}

/** How far each run of the plan is, without the cancelled ones; a run that has left the queue is done. */
export function worksOf(runs: readonly PlannedRun[], queue: Queue): Work[] {
  const byId = new Map(queue.map((entry) => [entry.run.id, entry]));
  return runs.flatMap((run) => {
    const entry = byId.get(run.id);
    if (entry?.status === "cancelled") return [];
    return [{ run, step: entry?.step ?? 0, done: !entry }];
  });
}

/** The label of a trained network in a list of networks from several plans. */
export function modelLabel({ network, config }: PlannedRun): string {
  return `${network} · ${config.task}, length ${config.length}, ${config.units} units, seed ${config.seed}`;
}
