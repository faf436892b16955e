import { LANE_KEYS, type LaneKey, type PerLane } from "../../../lanes";
import { formatCount, formatNumber } from "../../../math/number-format";
import { naming, type Sentence } from "../../../plot/sentence";
import type { Stop } from "../../../worker/protocol";
import { LANE_LOOKS } from "../../lane-looks";
import type { ByStep } from "./by-step";

/** Returns the name of a lane as a piece of a sentence. */
export const laneName = (names: PerLane<string>, lane: LaneKey) => naming(names[lane], LANE_LOOKS[lane]);

/** Joins one clause per lane into a sentence. */
export const joined = (clauses: readonly Sentence[], separator = "; "): Sentence => [
  ...clauses.flatMap((clause, i) => (i === 0 ? clause : [separator, ...clause])),
  ".",
];

/** Capitalises the sentence, unless it begins with a name. */
export function capitalised(sentence: Sentence): Sentence {
  const [first, ...rest] = sentence.filter((piece) => piece !== "");
  return typeof first === "string"
    ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
    : [first, ...rest];
}

/** Returns where and why a lane stopped, in words that follow its name. */
export const stopWords = ({ quantity, value, step }: Stop): string =>
  ` stopped at step ${formatCount(step)} (${quantity}: ${formatNumber(Number(value))})`;

/** Returns the clause that says where and why a lane stopped. */
export const stopClause = (names: PerLane<string>, lane: LaneKey, stop: Stop): Sentence => [
  laneName(names, lane),
  stopWords(stop),
];

/** Returns “at step 480” if a clause is about an earlier step than the one shown, else nothing. */
export const atStep = (measuredAt: number | undefined, after = " ") =>
  measuredAt === undefined ? "" : `at step ${formatCount(measuredAt)}${after}`;

/** Returns one clause per lane: its value at the moment shown, or where it stopped. */
export function clausesNow(
  { run, lanes }: ByStep,
  say: (name: ReturnType<typeof laneName>, value: number) => Sentence,
): readonly Sentence[] {
  return LANE_KEYS.map((lane) => {
    const { now, stopped } = lanes[lane];
    const name = laneName(run.lanes, lane);
    if (now !== null) return say(name, now);
    return stopped ? stopClause(run.lanes, lane, stopped) : [name, " was not measured"];
  });
}
