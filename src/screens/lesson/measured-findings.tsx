import { tokenOf } from "../../experiments/accuracy-text";
import { comparisons } from "../../experiments/comparisons";
import { isDeckTable } from "../../experiments/deck-printed";
import { headline } from "../../experiments/findings/headline";
import { againstPrinted } from "../../experiments/findings/printed";
import type { Results } from "../../experiments/results-file";
import { agreeInPrint, largestGapToBigram } from "./mathematics/measured-findings";

/** Distance to the bigram baseline, in points, up to which networks have learned little more than it. */
const LITTLE = 5;

/** Whether the networks of a table are trained at rates of their own. */
const isTuned = ({ plan }: Results): boolean => plan.networks.some(({ settings }) => "rate" in settings);

/** What the measured tables of the lecture's tasks show, computed from their rows. */
export function MeasuredFindings({ measured }: { readonly measured: readonly Results[] }) {
  const tables = measured.filter(({ plan }) => isDeckTable(plan));
  const little = tables.flatMap((results) => {
    const gap = largestGapToBigram(results);
    return gap !== undefined && gap < LITTLE ? [{ token: tokenOf(results.rows[0].task), gap }] : [];
  });
  const quick = tables.filter((results) => !isTuned(results));
  const alike = quick.length > 0 && quick.every((results) => agreeInPrint(results, "Deck −", "Exact exp"));
  return (
    <>
      {tables.filter(isTuned).map(({ plan, rows }) => (
        <div key={plan.id}>
          <p>
            On {tokenOf(rows[0].task)}s, each network trained at rates of its own, found on other text:{" "}
            {headline(plan, rows)} The lecture’s table is of words:
          </p>
          <ul>
            {againstPrinted(plan, comparisons(rows)).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      {little.map(({ token, gap }) => (
        <p key={token}>
          On {token}s every network is within {(Math.ceil(10 * gap) / 10).toFixed(1)} points of the bigram
          baseline, which knows the previous {token} only: within these training steps they learned little
          more than bigrams. That, and no order among the networks, is the finding.
        </p>
      ))}
      {alike && (
        <p>
          <i>Deck +</i> and <i>Deck −</i> are the lecture’s rule with its two signs. On words, at the rate of
          a quick run, <i>Deck −</i> and <i>Exact exp</i> agree in every printed digit. That is no slip: B
          stays near 0 in runs as short as these, and there the lecture’s direction is the gradient (chapter
          7). At rates that move W the two part, as the other table shows.
        </p>
      )}
    </>
  );
}
