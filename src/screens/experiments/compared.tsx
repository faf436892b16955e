import { configOf } from "../../experiments/expand";
import type { Plan } from "../../experiments/plan";
import { valueLabel } from "../lab/option-labels";
import styles from "./Table.module.css";

const COLUMNS = [
  { key: "rule", label: "Rule" },
  { key: "init", label: "Starts from" },
  { key: "activation", label: "Activation" },
] as const;

/** Table of the networks that a plan compares. */
export function Compared({ plan }: { readonly plan: Plan }) {
  return (
    <div className={`${styles.scroll} ${styles.compared}`}>
      <table className={styles.table}>
        <caption>What is compared</caption>
        <thead>
          <tr>
            <th scope="col">Network</th>
            {COLUMNS.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.networks.map(({ name, settings }) => {
            const lane = configOf(plan.settings, settings).b;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                {COLUMNS.map(({ key }) => (
                  <td key={key}>{valueLabel(`b.${key}`, lane[key])}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
