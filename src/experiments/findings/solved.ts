import { list } from "../../list";
import { formatNumber, formatPercent } from "../../math/number-format";
import { type Group, meanAndDeviation } from "../statistics";
import { place } from "./words";

/** The recall from which a copying task counts as solved. */
const SOLVED = 0.95;

/** Copying, with and without reset: which networks recall the symbols, at which points, and on how many seeds. */
export function solved(all: readonly Group[]): string[] {
  const copying = all.filter(({ rows }) => ["copying", "forget"].includes(rows[0].task));
  const names = [...new Set(copying.map(({ network }) => network))];
  return names.map((name) => {
    const parts = copying
      .filter(({ network }) => network === name)
      .map(({ point, rows, finished }) => {
        const good = finished.filter(({ heldOut }) => heldOut.accuracy >= SOLVED).length;
        const { mean } = meanAndDeviation(finished.map(({ heldOut }) => heldOut.accuracy));
        const at = place(point);
        const of = finished.length < rows.length ? " of those that finished" : "";
        const recall = Number.isFinite(mean)
          ? ` (${formatNumber(100 * mean, 3)}\u202f% on average${of})`
          : "";
        return `${at ? `at ${at} ` : ""}on ${good} of ${rows.length} seeds${recall}`;
      });
    const chance = formatNumber(100 * copying[0].rows[0].baseline.accuracy, 3);
    return `${name} recalls ${formatPercent(SOLVED)} or more ${list(parts)}; ${chance}\u202f% is the best possible without memory.`;
  });
}
