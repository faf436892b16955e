import { list } from "../../list";
import { MIN_SEEDS } from "../compare";
import type { Comparison, Comparisons, Place, Standing } from "../comparisons";
import { SCALE_WORDS } from "../scale";
import { scoringText } from "../scoring-text";
import { aheadText, divergedText, estimateText, nameOf, place, pText, tooFew } from "./words";

/** A network with its score: “RNN (21.5 % (20.9 to 22.1))”, and how many of its runs diverged. */
function standingText({ measure }: Comparisons, standing: Standing): string {
  const { score, trained } = standing;
  const lost = divergedText(standing);
  if (score.count === 0) return `${nameOf(standing)} (all ${trained} runs diverged)`;
  const text = estimateText(measure, score);
  return `${nameOf(standing)} ${text}${lost && ` in those that finished, ${lost}`}`;
}

/** The comparison of two networks seen from the first: one − other. */
function seenFrom(first: Standing, comparison: Comparison) {
  const { one, other, difference } = comparison;
  if (one === first || !difference) return { ...comparison, rival: other === first ? one : other };
  const { mean, low, high } = difference;
  return { ...comparison, rival: one, difference: { ...difference, mean: -mean, low: -high, high: -low } };
}

function rivalText(found: Comparisons, { rival, by, difference, p }: ReturnType<typeof seenFrom>): string {
  const lost = divergedText(rival);
  const how =
    by === "divergence" || !difference
      ? lost || "no run of it diverged"
      : aheadText(found, difference) + (lost && ` in those that finished, ${lost}`);
  return `${nameOf(rival)} (${how}; ${pText(p)})`;
}

/** The networks at one point of the grid: their scores, and how the first one compares with the others. */
export function ranking(found: Comparisons, { point, standings, comparisons, seeds }: Place): string {
  const [first, ...rest] = standings;
  const at = place(point);
  const where = at ? `At ${at}: ` : "";
  if (rest.length === 0) return `${where}only ${standingText(found, first)} has been trained.`;
  const scores = standings.map((standing) => standingText(found, standing)).join("; ");
  if (seeds < MIN_SEEDS) return `${where}${scores}. ${tooFew(seeds).replace(/^./, (c) => c.toUpperCase())}.`;
  const pairs = rest.flatMap((rival) => {
    const pair = comparisons.find(
      ({ one, other }) => [one, other].includes(first) && [one, other].includes(rival),
    );
    return pair ? [seenFrom(first, pair)] : [];
  });
  const behind = pairs.filter(({ better }) => better === first).map((pair) => rivalText(found, pair));
  const open = pairs.filter(({ better }) => better !== first).map((pair) => rivalText(found, pair));
  const parts = [
    ...(behind.length > 0 ? [`is ahead of ${list(behind)}`] : []),
    ...(open.length > 0 ? [`is not shown to differ from ${list(open)}`] : []),
  ];
  return `${where}${scores}. ${nameOf(first)} ${parts.join(" and ")}.`;
}

/** How the runs were scored and the networks compared, in sentences. */
export function method({ measure, scale, count, places }: Comparisons): string[] {
  const standings = places.flatMap((each) => each.standings);
  const scoring = scoringText(standings.flatMap(({ group }) => group.rows));
  const scored = scoring ? [`Scores are held out, ${scoring}.`] : [];
  if (count === 0) return scored;
  const pairs = places.flatMap(({ comparisons }) =>
    comparisons.flatMap(({ difference }) => difference ?? []),
  );
  const paired = pairs.every((difference) => difference.paired);
  const what = measure === "accuracy" ? "Accuracies" : "Squared errors";
  const diverged = standings.some((standing) => standing.diverged > 0);
  return [
    ...scored,
    `${what} are compared ${SCALE_WORDS[scale.kind]}, by ${paired ? "a paired t-test over the common seeds" : "Welch’s t-test, or a paired one where seeds are common"}; brackets hold 95\u202f% intervals${count === 1 ? "" : `, and p is after Holm’s correction for the ${count} comparisons of this table`}.${diverged ? " Where runs diverged, their shares are compared too, by Fisher’s exact test." : ""}`,
  ];
}
