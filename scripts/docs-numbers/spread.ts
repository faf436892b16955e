import { median } from "../../src/experiments/score";
import { formatNumber } from "../../src/math/number-format";

/** “0.24 to 2.4”, of the least and the largest value; one number where both read the same. */
export function rangeText(values: readonly number[], digits = 2): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) =>
    formatNumber(value, digits),
  );
  return least === most ? least : `${least} to ${most}`;
}

/** “1.1 (0.3 to 4)”: median and range; one number if all read the same. */
export function spreadText(values: readonly number[], digits = 2): string {
  const [middle, range] = [formatNumber(median(values), digits), rangeText(values, digits)];
  return middle === range ? middle : `${middle} (${range})`;
}

/** “all 60”, or “57 of 60”. */
export const shareText = (count: number, of: number): string =>
  count === of ? `all ${of}` : `${count} of ${of}`;

/** The numbers without those that are not finite, which files have as null. */
export const finite = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null);

/** On how many seeds the first of two lanes has the smaller loss: “all 30”, or “27 of 30”. */
export function pairsBelow(
  ones: readonly { readonly loss: number | null }[],
  others: readonly { readonly loss: number | null }[],
): string {
  const lower = ones.filter(({ loss }, i) => (loss ?? Number.NaN) < (others[i].loss ?? Number.NaN));
  return shareText(lower.length, ones.length);
}
