import { formatCount } from "../math/number-format";
import type { Row } from "./row";
import { SCORED_STEPS } from "./score";

/** What the held-out scores are: “median of 5 evaluations …”; empty if not all finished rows were scored alike. */
export function scoringText(rows: readonly Row[]): string {
  const ways = rows
    .filter(({ outcome }) => outcome === "finished")
    .map(({ steps, scoredOn: { evaluations, sequences } }) =>
      evaluations === 1
        ? `of one evaluation after the last step, on ${formatCount(sequences)} sequences`
        : `median of ${evaluations} evaluations in the last ${Math.min(SCORED_STEPS, steps)} steps, each on ${formatCount(sequences)} sequences`,
    );
  return new Set(ways).size === 1 ? ways[0] : "";
}
