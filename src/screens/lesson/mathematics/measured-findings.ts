import { accuracyText } from "../../../experiments/accuracy-text";
import type { Results } from "../../../experiments/results-file";
import { axes, groups, meanAndDeviation } from "../../../experiments/statistics";

/** Whether two networks have runs in every cell of a plan's table, and the same text in each. */
export function agreeInPrint({ plan, rows }: Results, one: string, other: string): boolean {
  const [axis] = axes(plan);
  const all = groups(rows);
  const cells = (name: string) =>
    axis?.values.map((value) => accuracyText(all, name, axis.name, value)) ?? [];
  const shown = cells(one);
  return shown.length > 0 && !shown.includes("–") && shown.join() === cells(other).join();
}

/**
 * The largest distance between any network's mean held-out accuracy and what the previous token alone reaches, in points
 * of per cent; undefined if that was not measured.
 */
export function largestGapToBigram({ rows }: Results): number | undefined {
  const gaps = groups(rows).flatMap(({ finished }) => {
    const bigram = finished[0]?.bigram?.accuracy;
    if (bigram === undefined) return [];
    return [100 * Math.abs(meanAndDeviation(finished.map(({ heldOut }) => heldOut.accuracy)).mean - bigram)];
  });
  return gaps.length > 0 ? Math.max(...gaps) : undefined;
}

/**
 * A network's mean losses in nats at the largest value of the first setting of a plan's grid: on the batches of its last
 * steps, and on held-out text; undefined if it has no finished run there.
 */
export function lossesAtTheEnd({ plan, rows }: Results, name: string) {
  const [axis] = axes(plan);
  const length = axis && Math.max(...axis.values.map(Number));
  const of = groups(rows).find(({ network, point }) => network === name && point[axis?.name] === length);
  if (!length || !of || of.finished.length === 0) return undefined;
  const mean = (which: "training" | "heldOut") =>
    meanAndDeviation(of.finished.map((row) => row[which].loss)).mean;
  return { length, training: mean("training"), heldOut: mean("heldOut") };
}
