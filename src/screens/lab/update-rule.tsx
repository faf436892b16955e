import { lab, useLab } from "../../store/use-lab";
import { valueLabel } from "./option-labels";
import styles from "./UpdateRule.module.css";

/** Who moves lane B's recurrent matrix: the first of the two controls that matter. */
export function UpdateRule() {
  const exp = useLab((state) => state.config.exp);
  const rule = useLab((state) => state.config.b.rule);
  const options = [
    { rule: "euclidean", name: "Naive" },
    { rule: exp, name: "Exp" },
  ] as const;
  return (
    <div className={styles.rule} role="radiogroup" aria-label="Update rule">
      <div className={styles.label} aria-hidden="true">
        Update rule <span className={styles.lane}>of B</span>
      </div>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.name} className={styles.option} title={valueLabel("b.rule", option.rule)}>
            <input
              type="radio"
              name="update-rule"
              className={styles.radio}
              checked={rule === option.rule}
              onChange={() => lab.set("b.rule", option.rule)}
            />
            <span className={styles.name}>{option.name}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
