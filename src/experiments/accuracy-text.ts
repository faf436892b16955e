import type { FieldValue } from "../config/schema";
import { formatNumber } from "../math/number-format";
import { type Group, spread } from "./statistics";

/** A share as a person reads it, in per cent. */
export const percent = (share: number): string => formatNumber(100 * share, 3);

/** A network's accuracy on held-out sequences at one value of a setting, in per cent: mean ± deviation over the seeds. */
export function accuracyText(
  all: readonly Group[],
  network: string,
  setting: string,
  value: FieldValue,
): string {
  const group = all.find((one) => one.network === network && one.point[setting] === value);
  if (!group) return "–";
  if (group.finished.length === 0) return "not finite";
  const { mean, deviation, count } = spread(group.finished.map(({ heldOut }) => heldOut.accuracy));
  return count > 1 ? `${percent(mean)} ± ${formatNumber(100 * deviation)}` : percent(mean);
}
