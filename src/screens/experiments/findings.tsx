import { headline } from "../../experiments/findings/headline";
import type { Plan } from "../../experiments/plan";
import type { Origin } from "../../experiments/results-file";
import type { Row } from "../../experiments/row";
import { verdict } from "../../experiments/verdict";
import { Words } from "../../ui/words";
import { Compared } from "./compared";
import { DotFigure } from "./dot-figure";
import styles from "./Findings.module.css";

interface Props {
  readonly plan: Plan;
  readonly rows: readonly Row[];
  readonly origin: Origin | null;
}

/** The findings, computed from the rows: the answer in one sentence, the scores, the details; and the origin of the rows. */
export function Findings({ plan, rows, origin }: Props) {
  const answer = headline(plan, rows);
  const sentences = verdict(plan, rows);
  return (
    <section className={styles.findings} aria-labelledby="findings">
      <h1 id="findings" className={styles.title}>
        {plan.name}
      </h1>
      <p className={styles.asks}>{plan.asks}</p>
      {rows.length === 0 && <Compared plan={plan} />}
      {answer && (
        <p className={styles.answer} data-answer>
          <Words>{answer}</Words>
        </p>
      )}
      <DotFigure plan={plan} rows={rows} />
      {sentences.length > 0 && (
        <details className={styles.details}>
          <summary>Details</summary>
          <ul className={styles.list} aria-label="Verdict">
            {sentences.map((sentence) => (
              <li key={sentence}>
                <Words>{sentence}</Words>
              </li>
            ))}
          </ul>
        </details>
      )}
      {origin && (
        <p className={styles.origin}>
          Made by <code>{origin.command || "an unnamed command"}</code>
          {origin.commit && ` at commit ${origin.commit}`}
          {origin.machine && ` on ${origin.machine}`}.
        </p>
      )}
    </section>
  );
}
