import { formatNumber } from "../../math/number-format";
import { compare, MIN_SEEDS } from "../compare";
import type { Comparisons, Standing } from "../comparisons";
import { isDeckTable, PRINTED } from "../deck-printed";
import type { Plan } from "../plan";
import { tooFew } from "./words";

/** The accuracies of a network by seed, as shares. */
const shares = ({ group }: Standing) =>
  new Map(group.finished.map(({ point, heldOut }) => [String(point.seed ?? ""), heldOut.accuracy]));

/** The slide’s printed accuracies against the measured ones, at the lengths that both have. */
export function againstPrinted(plan: Plan, { places }: Comparisons): string[] {
  if (!isDeckTable(plan)) return [];
  const [unitary, plain] = PRINTED;
  return Object.keys(plain.accuracy).flatMap((key) => {
    const length = Number(key);
    const place = places.find(({ point }) => point.length === length);
    const at = (network: string) =>
      place?.standings.find(({ group, score }) => group.network === network && score.count > 0);
    const [rnn, exp] = [at("RNN"), at("Exact exp")];
    if (!place || !rnn || !exp) return [];
    const printed = plain.accuracy[length] - unitary.accuracy[length];
    const difference = compare(shares(rnn), shares(exp));
    const gap = 100 * (difference?.mean ?? rnn.score.mean - exp.score.mean);
    const points = (value: number) => formatNumber(100 * value, 2);
    const ends =
      difference && (gap > 0 ? [difference.low, difference.high] : [-difference.high, -difference.low]);
    const interval = ends ? ` (95\u202f% interval ${points(ends[0])} to ${points(ends[1])})` : "";
    const ahead =
      gap === 0
        ? "they are level"
        : `${gap > 0 ? "RNN" : "Exact exp"} is ${formatNumber(Math.abs(gap))} points ahead${interval}`;
    const pair = place.comparisons.find(
      ({ one, other }) => [rnn, exp].includes(one) && [rnn, exp].includes(other),
    );
    const seeds = Math.min(rnn.score.count, exp.score.count);
    const doubt =
      seeds < MIN_SEEDS ? `; ${tooFew(seeds)}` : pair?.better ? "" : ", which chance may have made";
    return [
      `Length ${length}: the lecture reports RNN ${formatNumber(printed, 3)} points ahead; measured, ${ahead}${doubt}.`,
    ];
  });
}
