import styles from "./ChoiceField.module.css";

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Shown, and not open to choice. */
  readonly disabled?: boolean;
}

interface Props {
  /** What stands beside it, and its accessible name. */
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  /** One sentence more, for the pointer that rests on it. */
  readonly hint?: string;
  /** Above the choice and framed, in place of quiet beside it. */
  readonly framed?: boolean;
}

/** One of a few. */
export function ChoiceField({ label, value, options, onChange, hint, framed = false }: Props) {
  return (
    <label className={framed ? styles.framed : styles.quiet} title={hint}>
      <span className={styles.label}>{label}</span>
      <select
        className={styles.select}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
