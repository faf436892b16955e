import type { FieldValue } from "../config/schema";
import { type Group, meanAndDeviation } from "./statistics";

/** The name of one token of a text task. */
export const tokenOf = (task: string) => (task === "characters" ? "character" : "word");

/** Formats a share in per cent with one decimal, as the tables do. */
export const percent = (share: number): string => (100 * share).toFixed(1);

/**
 * A network's held-out accuracy at one value of a setting, in per cent: mean ± deviation over the seeds. A dash if
 * there is no such group.
 */
export function accuracyText(
  all: readonly Group[],
  network: string,
  setting: string,
  value: FieldValue,
): string {
  const group = all.find((one) => one.network === network && one.point[setting] === value);
  if (!group) return "–";
  if (group.finished.length === 0) return "not finite";
  const { mean, deviation, count } = meanAndDeviation(group.finished.map(({ heldOut }) => heldOut.accuracy));
  return count > 1 ? `${percent(mean)} ± ${percent(deviation)}` : percent(mean);
}
