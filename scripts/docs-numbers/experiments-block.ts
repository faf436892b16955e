import { accuracyText } from "../../src/experiments/accuracy-text";
import { headline } from "../../src/experiments/findings/headline";
import type { Contest } from "../../src/experiments/plans/deck-table";
import type { Row } from "../../src/experiments/row";
import { groups } from "../../src/experiments/statistics";
import { formatNumber, formatPercent } from "../../src/math/number-format";
import type { Slots } from "./blocks";
import type { Data } from "./data";
import { ADDING_NETWORKS, ADDING_RATES, ADDING_SEEDS, addingName } from "./lanes";
import { markdownTable } from "./markdown-table";
import { presetRuns } from "./presets-block";
import { finite, pairsBelow, rangeText, shareText, spreadText } from "./spread";

const of = (rows: readonly Row[], network: string) => rows.filter((row) => row.network === network);
const accuracies = (rows: readonly Row[]) => rows.map(({ heldOut }) => heldOut.accuracy);
const percentRange = (shares: readonly number[]) =>
  `${rangeText(
    shares.map((share) => 100 * share),
    3,
  )} %`;

/** The numbers of the plan *Copying memory* and of the preset *Long memory*. */
export function copyingSlots(data: Data): Slots {
  const { rows } = data.results("copying");
  const presetAccuracies = finite(presetRuns(data, "long-memory").map(({ b }) => b.accuracy));
  return {
    seeds: String(new Set(of(rows, "Exact exp").map(({ point }) => point.seed)).size),
    exp: percentRange(accuracies(of(rows, "Exact exp"))),
    plain: percentRange(accuracies(of(rows, "RNN"))),
    lstm: percentRange(accuracies(of(rows, "LSTM, n 31"))),
    gru: percentRange(accuracies(of(rows, "GRU, n 36"))),
    lru: percentRange(accuracies(of(rows, "LRU, n 130"))),
    baseline: formatPercent(rows[0].baseline.accuracy),
    plainSteps: percentRange(presetAccuracies),
    presetSeeds: String(presetAccuracies.length),
  };
}

/** The numbers of the plan *Adding*, and of its naive and exact rules at two rates. */
export function addingSlots(data: Data): Slots {
  const { rows } = data.results("adding");
  const losses = (...networks: readonly string[]) =>
    rows
      .filter(({ network, outcome }) => networks.includes(network) && outcome === "finished")
      .map(({ heldOut }) => heldOut.loss);
  const exp = losses("Exact exp");
  const runs = (network: string, rate: number) =>
    data.lanes(addingName(network, rate)).slice(0, ADDING_SEEDS);
  const [naive, exact] = ADDING_NETWORKS;
  const [low, high] = ADDING_RATES;
  const spread = (network: string, rate: number) =>
    spreadText(finite(runs(network, rate).map(({ loss }) => loss)));
  return {
    planSeeds: String(exp.length),
    planExp: rangeText(exp),
    planOthers: rangeText(losses("RNN", "Frozen", "Naive")),
    planLstm: rangeText(losses("LSTM, n 31")),
    planGru: rangeText(losses("GRU, n 36")),
    planLru: rangeText(losses("LRU, n 256")),
    baseline: formatNumber(rows[0].baseline.loss),
    seeds: String(runs(naive, low).length),
    lowNaive: spread(naive, low),
    lowExp: spread(exact, low),
    lowBelow: pairsBelow(runs(naive, low), runs(exact, low)),
    highNaive: spread(naive, high),
    highExp: spread(exact, high),
    highBelow: pairsBelow(runs(exact, high), runs(naive, high)),
  };
}

/** A table of the lecture with each network at its best rates, and what it says. */
export const deckSlots =
  (id: Contest["id"]) =>
  (data: Data): Slots => {
    const { plan, rows } = data.results(id);
    const lengths = plan.grid.length ?? [];
    const all = groups(rows);
    const lines = plan.networks.map(({ name }) => [
      name,
      ...lengths.map((length) => accuracyText(all, name, "length", length)),
    ]);
    const head = ["network", ...lengths.map((length) => `length ${length}`)];
    const { bigram } = rows[0];
    return {
      table: markdownTable(head, lines),
      verdict: headline(plan, rows),
      bigram: formatPercent(bigram?.accuracy ?? Number.NaN),
      hours: formatNumber(rows.reduce((sum, { seconds }) => sum + seconds, 0) / 3600),
    };
  };

/** On how many rows of the quick tables of the lecture the descent sign and the exact gradient have the same accuracy. */
export function quickSlots(data: Data): Slots {
  const pairs = ["quick-words", "quick-characters"].flatMap((id) => {
    const { rows } = data.results(id);
    const exact = of(rows, "Exact exp");
    const same = (one: Row, other: Row) => JSON.stringify(one.point) === JSON.stringify(other.point);
    return of(rows, "Deck −").map((row) => [row, exact.find((other) => same(row, other))] as const);
  });
  const equal = pairs.filter(([one, other]) => one.heldOut.accuracy === other?.heldOut.accuracy);
  return { equal: shareText(equal.length, pairs.length) };
}
