import { list } from "../../list";
import { formatNumber } from "../../math/number-format";
import { percent } from "../accuracy-text";
import { type Difference, type Estimate, MIN_SEEDS } from "../compare";
import type { Comparisons, Standing } from "../comparisons";
import type { GridPoint } from "../expand";
import { settingLabel } from "../plan";
import type { Measure } from "../scale";

/** A network's name with an unbreakable space before a final sign, as in “Deck −”. */
export const unbroken = (name: string): string => name.replace(/ (?=.$)/u, "\u00a0");

export const nameOf = ({ group }: Standing): string => unbroken(group.network);

const valueText = (value: GridPoint[string]) => (typeof value === "number" ? formatNumber(value, 4) : value);

/** “length 100”, or nothing if the grid has one point. */
export const place = (point: GridPoint): string =>
  Object.entries(point)
    .map(([name, value]) => `${settingLabel(name)} ${valueText(value)}`)
    .join(", ");

/** Several points of a grid: “length 100 and 200”. */
export function places(points: readonly GridPoint[]): string {
  const names = Object.keys(points[0] ?? {});
  return names.length === 1
    ? `${settingLabel(names[0])} ${list(points.map((point) => valueText(point[names[0]])))}`
    : list(points.map(place));
}

const WORDS = ["no", "one", "two", "three", "four", "five"];

/** Why so few seeds give no verdict: “three seeds decide nothing”. */
export const tooFew = (seeds: number): string =>
  `${WORDS[seeds] ?? seeds} seed${seeds === 1 ? " decides" : "s decide"} nothing`;

/** The same with the number that would do. */
export const tooFewSentence = (seeds: number): string =>
  `${tooFew(seeds)}, at least ${WORDS[MIN_SEEDS]} are needed`;

const THIN = "\u202f";

/** A score: “21.5 %”, or a loss. */
export const scoreText = (measure: Measure, value: number): string =>
  measure === "accuracy" ? `${percent(value)}${THIN}%` : formatNumber(value);

const isBetween = ({ low, high }: Estimate) => Number.isFinite(low) && Number.isFinite(high);

/** A mean score with its 95 % interval: “21.5 % (20.9 to 22.1)”. */
export function estimateText(measure: Measure, score: Estimate): string {
  if (!isBetween(score)) return scoreText(measure, score.mean);
  const end = (value: number) => (measure === "accuracy" ? percent(value) : formatNumber(value));
  return `${scoreText(measure, score.mean)} (${end(score.low)} to ${end(score.high)})`;
}

/** A p-value: “p = 0.004”, “p < 0.001”, on one line. */
export const pText = (p: number): string =>
  p < 0.001 ? "p\u00a0<\u00a00.001" : `p\u00a0=\u00a0${formatNumber(p)}`;

/**
 * By how much one network is ahead of another, in the unit of the scale: points, a ratio of odds, a ratio of losses, or a
 * difference of losses.
 * @param difference the one’s scores minus the other’s, on the scale
 */
export function aheadText({ measure, scale }: Comparisons, difference: Difference): string {
  const sign = measure === "accuracy" ? 1 : -1;
  const ends = [sign * difference.low, sign * difference.high].sort((one, other) => one - other);
  const mean = sign * difference.mean;
  const [unit, to, text] = {
    share: ["\u202fpoints", (value: number) => 100 * value, (value: number) => value.toFixed(1)] as const,
    "log odds": [" times the odds", Math.exp, formatNumber] as const,
    logarithm: [" times smaller", Math.exp, formatNumber] as const,
    difference: [" less", (value: number) => value, formatNumber] as const,
  }[scale.kind];
  const show = (value: number) =>
    text(to(value))
      .replace(/^-0\.0$/, "0.0")
      .replace("-", "−");
  const interval = Number.isFinite(ends[0]) ? `, ${show(ends[0])} to ${show(ends[1])}` : "";
  return `${show(mean)}${unit}${interval}`;
}

/** How many of a network’s runs diverged: “4 of 10 runs diverged”; empty if none. */
export const divergedText = ({ diverged, trained }: Standing): string =>
  diverged === 0 ? "" : `${diverged} of ${trained} runs diverged`;
