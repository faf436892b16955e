import { hashOf } from "../../address/hash";
import { tokenOf } from "../../experiments/accuracy-text";
import { comparisons } from "../../experiments/comparisons";
import { isDeckTable } from "../../experiments/deck-printed";
import { headline } from "../../experiments/findings/headline";
import { againstPrinted } from "../../experiments/findings/printed";
import type { Results } from "../../experiments/results-file";
import { formatNumber } from "../../math/number-format";
import { agreeInPrint, largestGapToBigram, lossesAtTheEnd } from "./mathematics/measured-findings";

/** Distance to the bigram baseline, in points, up to which networks have learned little more than it. */
const LITTLE = 5;

/** What the measured tables of the lecture's tasks show, computed from their rows. */
export function MeasuredFindings({
  measured,
  quick,
}: {
  readonly measured: readonly Results[];
  /** The lecture's table with one rate for all networks, if it is loaded. */
  readonly quick: Results | undefined;
}) {
  const tables = measured.filter(({ plan }) => isDeckTable(plan));
  const little = tables.flatMap((results) => {
    const gap = largestGapToBigram(results);
    const losses = lossesAtTheEnd(results, "RNN");
    return gap !== undefined && gap < LITTLE && losses
      ? [{ token: tokenOf(results.rows[0].task), gap, losses }]
      : [];
  });
  const alike = quick && agreeInPrint(quick, "Deck −", "Exact exp");
  return (
    <>
      {tables.map(({ plan, rows }) => (
        <div key={plan.id}>
          <p>
            On {tokenOf(rows[0].task)}s, each network trained at rates of its own, found on other text:{" "}
            {headline(plan, rows)} Beside what the lecture prints of words:
          </p>
          <ul>
            {againstPrinted(plan, comparisons(rows)).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      {little.map(({ token, gap, losses }) => (
        <p key={token}>
          On {token}s every network is within {(Math.ceil(10 * gap) / 10).toFixed(1)} points of the bigram
          baseline, which knows the previous {token} only. A novel has few {token}s to learn more from: at
          length {losses.length} the RNN’s loss is {formatNumber(losses.training)} on the text that it trains
          on, and {formatNumber(losses.heldOut)} on the rest. It begins to learn the novel by heart.
        </p>
      ))}
      {alike && (
        <p>
          <i>Deck +</i> and <i>Deck −</i> are the lecture’s rule with its two signs. In{" "}
          <a href={hashOf("experiments", [["reference", quick.plan.id]])}>the table as quick as a lecture</a>,
          with one rate for all, <i>Deck −</i> and <i>Exact exp</i> agree in every printed digit. That is no
          slip: B stays near 0 in runs as short as these, and there the lecture’s direction is the gradient
          (chapter 7). At rates that move W the two part, as the table of characters shows.
        </p>
      )}
    </>
  );
}
