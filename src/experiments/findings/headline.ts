import { list } from "../../list";
import { MIN_SEEDS } from "../compare";
import { type Comparisons, comparisons, type Place } from "../comparisons";
import { type Plan, runCount } from "../plan";
import type { Row } from "../row";
import { isSweep, sweepHeadline } from "./sweep";
import { nameOf, places, tooFewSentence } from "./words";

const capital = (text: string) => text.replace(/^./, (first) => first.toUpperCase());

/** What is decided at points at which the same networks are the best. */
function outcome(found: Comparisons, alike: readonly Place[], where: string): string {
  const [{ best, standings, comparisons: pairs }] = alike;
  const names = list(best.map(nameOf));
  if (standings.length === 1) return `${where ? `${where} ` : ""}only ${names} has been trained`;
  if (best.length === 1) {
    const byDivergence = pairs.some(({ better, by }) => better === best[0] && by === "divergence");
    const isBest = byDivergence
      ? "comes out best"
      : found.measure === "accuracy"
        ? "is the most accurate"
        : "has the smallest squared error";
    return `${names} ${isBest}${where ? ` ${where}` : ""}`;
  }
  const at = where ? `${where} ` : "";
  return best.length === standings.length
    ? `${at}no network is shown to be better than another`
    : `${at}it is not decided between ${names}, with the others behind`;
}

/**
 * The answer to a plan’s question in one sentence, or that it is not decided; empty while there are no rows. There is none
 * before the last run, since whoever looks again and again sees a difference by chance sooner or later.
 */
export function headline(plan: Plan, rows: readonly Row[]): string {
  const runs = runCount(plan);
  if (rows.length === 0) return "";
  if (rows.length < runs) return `After ${rows.length} of ${runs} runs – this may still change.`;
  if (isSweep(plan)) return sweepHeadline(plan, rows);
  const found = comparisons(rows);
  if (found.places.length === 0) return "No run could be trained.";
  const seeds = Math.min(...found.places.map((place) => place.seeds));
  const compared = found.places.some(({ standings }) => standings.length > 1);
  if (compared && seeds < MIN_SEEDS) return `Not decided: ${tooFewSentence(seeds)}.`;
  const alike = new Map<string, Place[]>();
  for (const place of found.places) {
    const key = JSON.stringify([
      place.best.map(({ group }) => group.network).sort(),
      place.best.length === place.standings.length,
    ]);
    alike.set(key, [...(alike.get(key) ?? []), place]);
  }
  const isOne = found.places.length === 1;
  const parts = [...alike.values()].map((each) =>
    outcome(found, each, isOne ? "" : `at ${places(each.map(({ point }) => point))}`),
  );
  return `${capital(parts.join("; "))}.`;
}
