import { list } from "../../list";
import { formatNumber } from "../../math/number-format";
import { type Association, association } from "../association";
import { holm, MIN_SEEDS } from "../compare";
import { type Comparisons, LEVEL, type Place } from "../comparisons";
import { type Group, meanAndDeviation } from "../statistics";
import { place, pText, unbroken } from "./words";

/**
 * The gradient that reaches the first time step and the drift of each network, over all points of the grid; a cell with
 * gates has no drift.
 */
export function inside(all: readonly Group[]): string[] {
  const names = [...new Set(all.map(({ network }) => network))];
  let hasDrift = false;
  const facts = names.flatMap((name) => {
    const rows = all.filter(({ network }) => network === name).flatMap(({ finished }) => finished);
    if (rows.length === 0) return [];
    const largest = (values: readonly number[]) =>
      formatNumber(values.reduce((so, value) => Math.max(so, value), 0));
    const share = `${unbroken(name)} ${largest(rows.map(({ gradientKept }) => gradientKept.last))}`;
    const drifts = rows.map(({ drift }) => drift).filter((drift) => !Number.isNaN(drift));
    if (drifts.length === 0) return [share];
    hasDrift = true;
    return [`${share} (drift ${largest(drifts)})`];
  });
  if (facts.length === 0) return [];
  const inBrackets = hasDrift ? " (in brackets, the largest drift of W)" : "";
  return [
    `At most this share of the gradient at the last time step reaches the first${inBrackets}: ${list(facts)}.`,
  ];
}

/**
 * The rank correlation, over the networks at a point, of the mean logarithm of the gradient kept with the mean score. The
 * networks are its units, and not the runs: seeds of one network are no further evidence of what networks have in common.
 */
function withGradient({ standings, seeds }: Place): Association | undefined {
  if (seeds < MIN_SEEDS) return undefined;
  return association(
    standings
      .filter(({ scores }) => scores.size > 0)
      .map(({ group, scores }) => {
        const logs = group.finished.map(({ gradientKept }) =>
          Math.log(Math.max(Number.MIN_VALUE, gradientKept.last)),
        );
        return [meanAndDeviation(logs).mean, meanAndDeviation([...scores.values()]).mean] as const;
      }),
  );
}

/** At which points the gradient kept and the score go together, if they do beyond chance after Holm’s correction. */
export function associations({ measure, places }: Comparisons): string[] {
  const found = places.flatMap(({ ...at }) => {
    const with_ = withGradient(at);
    return with_ ? [{ ...with_, point: at.point }] : [];
  });
  const ps = holm(found.map(({ p }) => p));
  return found.flatMap(({ correlation, count, point }, i) => {
    if (!(ps[i] < LEVEL)) return [];
    const at = place(point);
    const isBetter = correlation > 0 === (measure === "accuracy");
    const result =
      measure === "accuracy"
        ? `are ${isBetter ? "more" : "less"} accurate`
        : `have the ${isBetter ? "smaller" : "larger"} squared error`;
    return [
      `${at ? `At ${at} networks` : "Networks"} that keep more of the gradient ${result}: rank correlation ${formatNumber(correlation)} over ${count} networks, ${pText(ps[i])} after Holm’s correction. That is an association, which need not be the cause.`,
    ];
  });
}
