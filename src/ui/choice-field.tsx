import styles from "./ChoiceField.module.css";

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** Shown but cannot be chosen. */
  readonly disabled?: boolean;
}

interface Props<Value extends string> {
  /** Label and accessible name. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  /** Tooltip of one sentence. */
  readonly hint?: string;
  /** Whether the label is above a framed list, instead of beside a plain one. */
  readonly framed?: boolean;
}

/** A labelled drop-down list. */
export function ChoiceField<Value extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  framed = false,
}: Props<Value>) {
  const choose = (chosen: string) => {
    const option = options.find((one) => one.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <label className={framed ? styles.framed : styles.quiet} title={hint}>
      <span className={styles.label}>{label}</span>
      <select className={styles.select} value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
