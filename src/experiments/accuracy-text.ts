import type { FieldValue } from "../config/schema";
import { type Group, spread } from "./statistics";

/** What one token of a text task is called. */
export const tokenOf = (task: string) => (task === "characters" ? "character" : "word");

/** A share as a table has it, in per cent with one decimal. */
export const percent = (share: number): string => (100 * share).toFixed(1);

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
  return count > 1 ? `${percent(mean)} ± ${percent(deviation)}` : percent(mean);
}
