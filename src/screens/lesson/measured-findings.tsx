import { tokenOf } from "../../experiments/accuracy-text";
import { isDeckTable } from "../../experiments/deck-printed";
import type { Results } from "../../experiments/results-file";
import { agreeInPrint, largestGapToBigram } from "./mathematics/measured-findings";

/** Distance to the bigram baseline, in points, up to which networks have learned little more than it. */
const LITTLE = 5;

/** What the measured tables of the lecture's tasks show, computed from their rows. */
export function MeasuredFindings({ measured }: { readonly measured: readonly Results[] }) {
  const tables = measured.filter(({ plan }) => isDeckTable(plan));
  const little = tables.flatMap((results) => {
    const gap = largestGapToBigram(results);
    return gap !== undefined && gap < LITTLE ? [{ token: tokenOf(results.rows[0].task), gap }] : [];
  });
  const alike = tables.length > 0 && tables.every((results) => agreeInPrint(results, "Deck −", "Exact exp"));
  return (
    <>
      {little.map(({ token, gap }) => (
        <p key={token}>
          On {token}s every network is within {(Math.ceil(10 * gap) / 10).toFixed(1)} points of the bigram
          baseline, which knows the previous {token} only: within these training steps they learned little
          more than bigrams. That, and no order among the networks, is the finding.
        </p>
      ))}
      {alike && (
        <p>
          <i>Deck +</i> and <i>Deck −</i> are the lecture’s rule with its two signs. <i>Deck −</i> and{" "}
          <i>Exact exp</i> agree in every printed digit. That is no slip: B stays near 0 in runs as short as
          these, and there the lecture’s direction is the gradient (chapter 7).
        </p>
      )}
    </>
  );
}
