import type { Row } from "./row";

/** What of a score is compared. */
export type Measure = "accuracy" | "loss";

/**
 * A scale on which scores are averaged and compared, because on it their scatter over seeds is about as large at every
 * value: accuracies as they are, or as log odds near 0 and 1; losses as they are, or as logarithms if they range over more
 * than a decade.
 */
export interface Scale {
  readonly kind: "share" | "log odds" | "difference" | "logarithm";
  /** A score on this scale; `answers` is the number that it was counted over. */
  to(value: number, answers: number): number;
  /** The inverse of `to`. */
  from(place: number, answers: number): number;
  /** The variance on this scale that counting so many answers has by itself; 0 if nothing is counted. */
  countingVariance(value: number, answers: number): number;
}

const same = { to: (value: number) => value, from: (place: number) => place };

export const SHARE: Scale = {
  kind: "share",
  ...same,
  countingVariance: (value, answers) => Math.max(value * (1 - value), 0.5 / answers) / answers,
};

/**
 * ln((k + ½) / (N − k + ½)) for k right ones of N answers: the half (Haldane, Anscombe) keeps it finite where none or all
 * are right. Its variance is about 1/(k + ½) + 1/(N − k + ½).
 */
export const LOG_ODDS: Scale = {
  kind: "log odds",
  to: (value, answers) => Math.log((value * answers + 0.5) / ((1 - value) * answers + 0.5)),
  from(place, answers) {
    const share = ((answers + 1) / (1 + Math.exp(-place)) - 0.5) / answers;
    return Math.min(1, Math.max(0, share));
  },
  countingVariance: (value, answers) => 1 / (value * answers + 0.5) + 1 / ((1 - value) * answers + 0.5),
};

export const DIFFERENCE: Scale = { kind: "difference", ...same, countingVariance: () => 0 };

export const LOGARITHM: Scale = {
  kind: "logarithm",
  to: Math.log,
  from: Math.exp,
  countingVariance: () => 0,
};

/** Accuracies below the first or above the second are compared by their log odds. */
const NEAR_THE_ENDS = [0.1, 0.9];
/** Losses whose largest is more than so many times their smallest are compared by their logarithms. */
const WIDE = 10;

/** The scale for the finite scores of a plan's finished runs, one for all of them. */
export function scaleOf(rows: readonly Row[], measure: Measure): Scale {
  const values = rows
    .filter(({ outcome }) => outcome === "finished")
    .map(({ heldOut }) => heldOut[measure])
    .filter(Number.isFinite);
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  if (measure === "accuracy") return low < NEAR_THE_ENDS[0] || high > NEAR_THE_ENDS[1] ? LOG_ODDS : SHARE;
  return low > 0 && high > WIDE * low ? LOGARITHM : DIFFERENCE;
}

/** The scale in words, for the notes on how networks were compared. */
export const SCALE_WORDS: Readonly<Record<Scale["kind"], string>> = {
  share: "as shares",
  "log odds": "as log odds, with half an answer added on either side, since some are near 0 or 100 %",
  difference: "as they are",
  logarithm: "as logarithms, since they range over more than a decade",
};
