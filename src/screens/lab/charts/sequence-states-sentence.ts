import { LANE_KEYS, type LaneKey } from "../../../lanes";
import { formatCount, formatPercent } from "../../../math/number-format";
import type { Sentence } from "../../../plot/sentence";
import { atStep, joined, laneName } from "./sentences";
import type { StatesView } from "./sequence-states";
import { type HeldStates, relativeChanges } from "./state-maps";
import { longStill, type Stretch, stretchWords } from "./still-input";

/** Less than this share of its size is no change. */
const SETTLED = 0.01;
/** The longest cycle that is looked for, and the number of time steps that must show it. */
const MAX_CYCLE = 4;
const MIN_SEEN = 4;

/**
 * Returns the first time step of a stretch from which on the state is within 1 % of what it was `lag` time steps before;
 * undefined if it is not at the end.
 */
function settledFrom(held: HeldStates, lag: number, { from, to }: Stretch): number | undefined {
  // v_from is the first that has seen the input of this stretch.
  const inside = relativeChanges(held, lag)?.subarray(from, to + 1 - lag) ?? [];
  const first = from + lag + 1 + inside.findLastIndex((change) => !(change < SETTLED));
  return first <= to ? first : undefined;
}

/** Returns how much a state changes from one time step to the next within a stretch of equal inputs. */
function changesText(held: HeldStates, changes: Float64Array, stretch: Stretch): string {
  const { from, to } = stretch;
  const inside = changes.subarray(from, to);
  const since = (t: number, lag: number) =>
    t === from + lag ? "throughout" : `from t = ${formatCount(t)} on`;
  const still = settledFrom(held, 1, stretch);
  if (still) return `by less than ${formatPercent(SETTLED)} per time step ${since(still, 1)}`;
  for (let cycle = 2; cycle <= MAX_CYCLE; cycle++) {
    const first = settledFrom(held, cycle, stretch);
    if (first && to - first + 1 >= MIN_SEEN) {
      const size = formatPercent(inside[inside.length - 1]);
      return `by ${size} at t = ${formatCount(to)}, repeating itself every ${cycle} time steps ${since(first, cycle)}`;
    }
  }
  const [first, last] = [inside[0], inside[inside.length - 1]];
  if (last < first / 2)
    return `by ${formatPercent(first)} at t = ${formatCount(from + 1)} and ${formatPercent(last)} at t = ${formatCount(to)}`;
  return `by ${rangeText(inside)} per time step`;
}

/** The smallest and the largest of some changes: “30 % to 35 %”. */
function rangeText(changes: Float64Array): string {
  const [least, most] = [Math.min(...changes), Math.max(...changes)].map(formatPercent);
  return least === most ? most : `${least} to ${most}`;
}

/** Returns the sentence on how much the states change while the input stays the same or, if it does not, in general. */
export function statesSentence({ run, inputs, steps, states }: StatesView): Sentence {
  const still = longStill(inputs, steps);
  const clause = (lane: LaneKey): Sentence => {
    const { held, measuredAt } = states[lane];
    const name = laneName(run.lanes, lane);
    if (!held) return [name, "’s states are being computed"];
    const past = measuredAt !== undefined;
    const at = atStep(measuredAt);
    const changes = relativeChanges(held, 1);
    if (!changes) return [at, name, `’s W ${past ? "had" : "has"} no well-conditioned eigenbasis`];
    const what = held.of === "units" ? "state" : "moduli |c|";
    if (!changes.every(Number.isFinite))
      return [at, name, `’s states ${past ? "were" : "are"} not all finite`];
    const verb = past ? "changed" : held.of === "units" ? "changes" : "change";
    const told = still
      ? changesText(held, changes, still)
      : `by ${rangeText(changes.subarray(1))} per time step`;
    return [at, name, `’s ${what} ${verb} ${told}`];
  };
  return [`${stretchWords(still)}, `, ...joined(LANE_KEYS.map(clause))];
}
