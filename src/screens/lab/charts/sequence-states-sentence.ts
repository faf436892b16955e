import { LANE_KEYS, type LaneKey } from "../../../lanes";
import { formatCount, formatNumber, formatPercent } from "../../../math/number-format";
import type { Sentence } from "../../../plot/sentence";
import { atStep, capitalised, joined, laneName } from "./sentences";
import type { StatesView } from "./sequence-states";
import { relativeChanges, showsPhases } from "./state-maps";
import { isOfGates } from "./states-choice";
import { longStill, type Stretch, stretchWords } from "./still-input";

/** Less than this share of its size is no change. */
const SETTLED = 0.01;
/** The longest cycle that is looked for, and the number of time steps that must show it. */
const MAX_CYCLE = 4;
const MIN_SEEN = 4;

/** The relative changes over some time steps; see {@link relativeChanges}. */
type Changes = (lag: number) => Float64Array | null;

/**
 * Returns the first time step of a stretch from which on the state is within 1 % of what it was `lag` time steps before;
 * undefined if it is not at the end.
 */
function settledFrom(changes: Changes, lag: number, { from, to }: Stretch): number | undefined {
  // v_from is the first that has seen the input of this stretch.
  const inside = changes(lag)?.subarray(from, to + 1 - lag) ?? [];
  const first = from + lag + 1 + inside.findLastIndex((change) => !(change < SETTLED));
  return first <= to ? first : undefined;
}

/** Returns how much a state changes from one time step to the next within a stretch of equal inputs. */
function changesText(changes: Changes, perStep: Float64Array, stretch: Stretch): string {
  const { from, to } = stretch;
  const inside = perStep.subarray(from, to);
  const since = (t: number, lag: number) =>
    t === from + lag ? "throughout" : `from t = ${formatCount(t)} on`;
  const still = settledFrom(changes, 1, stretch);
  if (still) return `by less than ${formatPercent(SETTLED)} per time step ${since(still, 1)}`;
  for (let cycle = 2; cycle <= MAX_CYCLE; cycle++) {
    const first = settledFrom(changes, cycle, stretch);
    if (first && to - first + 1 >= MIN_SEEN) {
      const size = `by ${formatPercent(inside[inside.length - 1])} at t = ${formatCount(to)}`;
      const within = `to within ${formatPercent(SETTLED)}`;
      return `${size}, repeating itself ${within} every ${cycle} time steps ${since(first, cycle)}`;
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

/** Returns the clause on a gate: its mean, and what the product of a memory gate leaves over the whole sequence. */
function gateClause(
  at: string,
  name: ReturnType<typeof laneName>,
  { held, carried, gradient, measuredAt }: StatesView["states"]["a"],
): Sentence {
  if (held?.of !== "gate" || !held.values) return [at, name, " has no such gate"];
  const past = measuredAt !== undefined;
  const mean = held.values.reduce((sum, value) => sum + value, 0) / held.values.length;
  const first = [at, name, `’s ${held.name} ${past ? "was" : "is"} ${formatNumber(mean)} on average`];
  if (!carried || !gradient) return first;
  const [kept, left] = [formatNumber(carried[0]), formatNumber(gradient[0])];
  const product = `the product of all ${formatCount(carried.length - 1)} ${past ? "was" : "is"} ${kept}`;
  return [...first, `: ${product}, and the gradient at t = 0 ${past ? "was" : "is"} ${left} of that at T`];
}

/** Returns the sentence on how much the states change while the input stays the same or, if it does not, in general. */
export function statesSentence({ run, inputs, steps, states, choice }: StatesView): Sentence {
  const still = longStill(inputs, steps);
  // h_0 is the same for all sequences.
  const whole = { from: Math.min(1, steps - 1), to: steps };
  const clause = (lane: LaneKey): Sentence => {
    const { held, measuredAt, lost } = states[lane];
    const name = laneName(run.lanes, lane);
    if (lost) return [name, lost];
    if (!held) return [name, "’s states are being computed"];
    const past = measuredAt !== undefined;
    const at = atStep(measuredAt);
    if (held.of === "gate") return gateClause(at, name, states[lane]);
    const changes = (lag: number) => relativeChanges(held, lag, showsPhases(choice));
    const perStep = changes(1);
    if (!perStep) return [at, name, `’s W ${past ? "had" : "has"} no well-conditioned eigenbasis`];
    const what = held.of === "units" ? "state" : showsPhases(choice) ? "coordinates c" : "moduli |c|";
    if (!perStep.every(Number.isFinite))
      return [at, name, `’s states ${past ? "were" : "are"} not all finite`];
    const verb = past ? "changed" : held.of === "units" ? "changes" : "change";
    const told = still
      ? changesText(changes, perStep, still)
      : `by ${rangeText(perStep.subarray(whole.from))} per time step`;
    return [at, name, `’s ${what} ${verb} ${told}`];
  };
  const clauses = joined(LANE_KEYS.map(clause));
  return isOfGates(choice) ? capitalised(clauses) : [`${stretchWords(still, whole)}, `, ...clauses];
}
