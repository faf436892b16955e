import { type Plan, runCount } from "../../experiments/plan";
import type { Origin } from "../../experiments/results-file";
import type { Row } from "../../experiments/row";
import { verdict } from "../../experiments/verdict";
import { formatCount } from "../../math/number-format";
import { Words } from "../../ui/words";
import { Compared } from "./compared";
import styles from "./Findings.module.css";

interface Props {
  readonly plan: Plan;
  readonly rows: readonly Row[];
  readonly origin: Origin | null;
}

/** The findings, computed from the rows, and the origin of the rows. */
export function Findings({ plan, rows, origin }: Props) {
  const runs = runCount(plan);
  const sentences = verdict(plan, rows);
  return (
    <section className={styles.findings} aria-labelledby="findings">
      <h1 id="findings" className={styles.title}>
        {plan.name}
      </h1>
      <p className={styles.asks}>{plan.asks}</p>
      {rows.length === 0 && <Compared plan={plan} />}
      {rows.length > 0 && rows.length < runs && (
        <p className={styles.origin}>
          <Words>
            After {formatCount(rows.length)} of {formatCount(runs)} runs – this may still change.
          </Words>
        </p>
      )}
      {sentences.length > 0 && (
        <ul className={styles.list} aria-label="Verdict">
          {sentences.map((sentence) => (
            <li key={sentence}>
              <Words>{sentence}</Words>
            </li>
          ))}
        </ul>
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
