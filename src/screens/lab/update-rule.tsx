import { useId } from "react";
import { isUnconstrained } from "../../config/schema";
import { lab, useLab } from "../../store/use-lab";
import { valueLabel } from "./option-labels";
import styles from "./UpdateRule.module.css";

/** The switch of lane B's update rule, the first of the two main controls. */
export function UpdateRule() {
  const exp = useLab((state) => state.config.exp);
  const rule = useLab((state) => state.config.b.rule);
  const id = useId();
  const options = [
    { rule: "euclidean", name: "Naive", does: "plain gradient step", checked: isUnconstrained(rule) },
    { rule: exp, name: "Exp", does: "stays unitary", checked: rule === exp },
  ] as const;
  return (
    <div className={styles.rule} role="radiogroup" aria-label="Update rule">
      <div className={styles.label} aria-hidden="true">
        How <span className={styles.lane}>B</span> updates W
      </div>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.name} className={styles.option} title={valueLabel("b.rule", option.rule)}>
            <input
              type="radio"
              name="update-rule"
              className={styles.radio}
              aria-describedby={`${id}${option.name}`}
              checked={option.checked}
              onChange={() => lab.set("b.rule", option.rule)}
            />
            <span className={styles.name}>
              {option.name}
              <span id={`${id}${option.name}`} className={styles.does} aria-hidden="true">
                {option.does}
              </span>
            </span>
          </label>
        ))}
      </div>
    </div>
  );
}
