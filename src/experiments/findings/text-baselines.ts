import { list } from "../../list";
import { formatPercent } from "../../math/number-format";
import { tokenOf } from "../accuracy-text";
import { compare, holm, MIN_SEEDS } from "../compare";
import { type Comparisons, LEVEL, type Standing } from "../comparisons";
import { nameOf, places, tooFew } from "./words";

/**
 * Whether the networks beat the unigram and bigram baselines of a text. Each is tested against the bigram by a t-test over
 * its seeds, with Holm’s correction for all of them.
 */
export function textBaselines({ scale, places: all }: Comparisons): string[] {
  const standings = all.flatMap((each) => each.standings).filter(({ score }) => score.count > 0);
  const row = standings.flatMap(({ group }) => group.finished).find(({ bigram }) => bigram !== null);
  if (!row?.bigram) return [];
  const pairs = row.bigram.accuracy;
  const token = tokenOf(row.task);
  const above = standings.filter(({ score }) => score.mean > pairs);
  const tested = standings.filter(({ score }) => score.count >= MIN_SEEDS);
  const constant = scale.to(pairs, Math.max(1, row.scoredOn.answers));
  const ps = holm(
    tested.map(
      ({ scores }) => compare(scores, new Map([...scores.keys()].map((seed) => [seed, constant])))?.p ?? 1,
    ),
  );
  const beyond = tested.filter((standing, i) => above.includes(standing) && ps[i] < LEVEL);
  const rest =
    above.length === 0
      ? "no network is above that"
      : tested.length === 0
        ? `means above that: ${where(above)}, but ${tooFew(Math.max(...standings.map(({ score }) => score.count)))}`
        : beyond.length === 0
          ? "no network is above that beyond chance"
          : `above that beyond chance: ${where(beyond)}`;
  return [
    `The most frequent ${token} (unigram) is correct in ${formatPercent(row.baseline.accuracy)} of cases, going by the previous ${token} only (bigram) in ${formatPercent(pairs)}; ${rest}.`,
  ];
}

/** “RNN and Naive at length 100 and 200; Deck + at length 100”. */
function where(standings: readonly Standing[]): string {
  const byPlaces = new Map<string, string[]>();
  for (const name of new Set(standings.map(nameOf))) {
    const own = standings.filter((standing) => nameOf(standing) === name);
    const at = places(own.map(({ group }) => group.point));
    byPlaces.set(at, [...(byPlaces.get(at) ?? []), name]);
  }
  return [...byPlaces].map(([at, names]) => list(names) + (at ? ` at ${at}` : "")).join("; ");
}
