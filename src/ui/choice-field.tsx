import styles from "./ChoiceField.module.css";

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  /** Shown, and not open to choice. */
  readonly disabled?: boolean;
}

interface Props<Value extends string> {
  /** What stands beside it, and its accessible name. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  /** One sentence more, for the pointer that rests on it. */
  readonly hint?: string;
  /** Above the choice and framed, in place of quiet beside it. */
  readonly framed?: boolean;
}

/** One of a few. */
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
