import { useId } from "react";
import styles from "./Segmented.module.css";

/** A radio group drawn as a row of segments. */
export function Segmented<T extends string>(props: {
  label: string;
  options: readonly { readonly value: T; readonly label: string }[];
  value: T | null;
  large?: boolean;
  /** Whether the label is for screen readers only. */
  bare?: boolean;
  onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <div
      role="radiogroup"
      {...(props.bare ? { "aria-label": props.label } : { "aria-labelledby": `${id}-label` })}
      className={styles.field}
    >
      {!props.bare && (
        <span id={`${id}-label`} className={styles.label}>
          {props.label}
        </span>
      )}
      <div className={props.large ? `${styles.segments} ${styles.large}` : styles.segments}>
        {props.options.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name={id}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
