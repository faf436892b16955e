import { formatNumber } from "../../math/number-format";
import type { Group } from "../statistics";

/** The runs that did not finish, by network. */
export function broken(all: readonly Group[]): string[] {
  const lost = all.filter(({ rows, finished }) => finished.length < rows.length);
  const names = [...new Set(lost.map(({ network }) => network))];
  return names.map((name) => {
    const rows = all.filter(({ network }) => network === name).flatMap((group) => group.rows);
    const stopped = rows.filter(({ outcome }) => outcome === "stopped");
    const failed = rows.filter(({ outcome }) => outcome === "failed").length;
    const first = stopped[0]?.stop;
    const why = first
      ? `, first at step ${first.step} (${first.quantity} was ${formatNumber(first.value)})`
      : "";
    const stops =
      stopped.length > 0 ? `${stopped.length} of ${rows.length} runs ceased to be finite${why}` : "";
    const fails = failed > 0 ? `${failed} could not be run` : "";
    return `${name}: ${[stops, fails].filter(Boolean).join("; ")}.`;
  });
}
