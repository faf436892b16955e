import { compare, type Difference, type Estimate, estimate, holm, MIN_SEEDS } from "./compare";
import { fisherExact } from "./distributions";
import type { GridPoint } from "./expand";
import { hasSquaredError, type Row } from "./row";
import { type Measure, type Scale, scaleOf } from "./scale";
import { type Group, groups } from "./statistics";

/** The probability with which the verdict on a table of equal networks calls any two different, at most. */
export const LEVEL = 0.05;

/** A group of runs with its scores on the table's scale. */
export interface Standing {
  readonly group: Group;
  /** The scores of the runs that finished, by seed, on the scale. */
  readonly scores: ReadonlyMap<string, number>;
  /** Their mean and its 95 % interval, back from the scale; NaN if none finished. */
  readonly score: Estimate;
  /** The number of runs that were trained, and of those that diverged: a number was not finite. */
  readonly trained: number;
  readonly diverged: number;
}

/** Two networks at one point of the grid. */
export interface Comparison {
  readonly one: Standing;
  readonly other: Standing;
  /** What tells them apart, if anything does: the scores of the runs that finished, or how many runs diverged. */
  readonly by: "scores" | "divergence";
  /** one − other, on the scale, of the runs that finished; undefined if these are too few. */
  readonly difference: Difference | undefined;
  /** The p-value after Holm's correction for all comparisons of the table. */
  readonly p: number;
  /** The one that is better beyond chance; undefined if that is not decided. */
  readonly better: Standing | undefined;
}

/** One point of the grid. */
export interface Place {
  readonly point: GridPoint;
  /** From the best to the worst: those of which fewer runs diverged first, then by their mean score. */
  readonly standings: readonly Standing[];
  readonly comparisons: readonly Comparison[];
  /** The networks that no other one is better than, beyond chance. */
  readonly best: readonly Standing[];
  /** The smallest number of seeds of a network. */
  readonly seeds: number;
}

/** All networks of a plan at all points of its grid, compared in pairs. */
export interface Comparisons {
  readonly measure: Measure;
  readonly scale: Scale;
  readonly places: readonly Place[];
  /** The number of comparisons that Holm's correction is for. */
  readonly count: number;
}

/** The number of answers behind a row's score. */
const answersOf = ({ scoredOn }: Row): number => Math.max(1, scoredOn.answers);

/** The seed of a row, or where there is none what stands for it. */
const seedOf = ({ point }: Row): string => String(point.seed ?? "");

function standing(group: Group, measure: Measure, scale: Scale): Standing {
  const scored = group.finished.filter(({ heldOut }) => Number.isFinite(heldOut[measure]));
  const scores = new Map(
    scored.map((row) => [seedOf(row), scale.to(row.heldOut[measure], answersOf(row))] as const),
  );
  const { count, ...ends } = estimate([...scores.values()]);
  const back = (place: number) => scale.from(place, scored[0] ? answersOf(scored[0]) : 1);
  const score = { mean: back(ends.mean), low: back(ends.low), high: back(ends.high), count };
  const trained = group.rows.filter(({ outcome }) => outcome !== "failed").length;
  return { group, scores, score, trained, diverged: trained - scored.length };
}

type Untested = Omit<Comparison, "p" | "better"> & {
  /** The p-value before the correction. */
  readonly raw: number;
  /** Which of the two is ahead. */
  readonly ahead: Standing;
};

/**
 * Compares two networks by their scores. If a run of either diverged there are two tests, of the shares of diverged runs
 * (Fisher’s exact one) and of the scores of the others, and the smaller p-value is doubled. A network is ahead by its scores
 * only if no larger share of its runs diverged.
 */
function compareTwo(one: Standing, other: Standing, measure: Measure, scale: Scale): Untested {
  const counting = [one, other].reduce((sum, { group: { finished } }) => {
    const variances = finished.map((row) => scale.countingVariance(row.heldOut[measure], answersOf(row)));
    return sum + variances.reduce((all, each) => all + each, 0) / Math.max(1, variances.length);
  }, 0);
  const difference = compare(one.scores, other.scores, counting);
  const p = (difference?.count ?? 0) >= MIN_SEEDS ? (difference?.p ?? 1) : 1;
  const higher = (difference?.mean ?? 0) > 0 === (measure === "accuracy") ? one : other;
  if (one.diverged + other.diverged === 0)
    return { one, other, by: "scores", difference, raw: p, ahead: higher };
  const steadier = divergence(one) < divergence(other) ? one : other;
  const byShares = fisherExact(one.diverged, one.trained, other.diverged, other.trained);
  const byScores = divergence(higher) <= divergence(steadier) ? p : 1;
  const raw = Math.min(1, 2 * Math.min(byShares, byScores));
  return byShares <= byScores
    ? { one, other, by: "divergence", difference, raw, ahead: steadier }
    : { one, other, by: "scores", difference, raw, ahead: higher };
}

const divergence = ({ diverged, trained }: Standing) => diverged / trained;

/** Whether both networks have enough seeds for a verdict. */
const hasEnough = ({ one, other }: Untested) => Math.min(one.trained, other.trained) >= MIN_SEEDS;

/** Compares all pairs of networks at each point of the grid, with one correction for all comparisons of the table. */
export function comparisons(rows: readonly Row[]): Comparisons {
  const measure: Measure = rows.some(hasSquaredError) ? "loss" : "accuracy";
  const scale = scaleOf(rows, measure);
  const points = new Map<string, Standing[]>();
  for (const group of groups(rows)) {
    const one = standing(group, measure, scale);
    if (one.trained === 0) continue;
    const key = JSON.stringify(group.point);
    points.set(key, [...(points.get(key) ?? []), one]);
  }
  const untested = [...points.values()].map((standings) =>
    standings.flatMap((one, i) =>
      standings.slice(i + 1).map((other) => compareTwo(one, other, measure, scale)),
    ),
  );
  const enough = untested.flat().filter(hasEnough);
  const corrected = holm(enough.map(({ raw }) => raw));
  const p = new Map(enough.map((pair, i) => [pair, corrected[i]]));
  const sign = measure === "loss" ? 1 : -1;
  const order = (one: Standing, other: Standing) =>
    divergence(one) - divergence(other) ||
    (one.score.count > 0 && other.score.count > 0 ? sign * (one.score.mean - other.score.mean) : 0);
  const places = [...points.values()].map((standings, i): Place => {
    const pairs = untested[i].map((pair): Comparison => {
      const own = p.get(pair) ?? 1;
      const { raw: _raw, ahead, ...rest } = pair;
      return { ...rest, p: own, better: own < LEVEL ? ahead : undefined };
    });
    const isBeaten = (one: Standing) =>
      pairs.some(
        ({ one: first, other, better }) => better && better !== one && (first === one || other === one),
      );
    const ranked = [...standings].sort(order);
    return {
      point: standings[0].group.point,
      standings: ranked,
      comparisons: pairs,
      best: ranked.filter((one) => !isBeaten(one)),
      seeds: Math.min(...standings.map(({ trained }) => trained)),
    };
  });
  return { measure, scale, places, count: enough.length };
}
