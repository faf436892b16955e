import { useId, useState } from "react";
import { isLarge, parseField } from "../config/parse";
import type { NumberKey } from "../config/schema";
import styles from "./NumberEntry.module.css";

interface Props {
  /** Key of the config field, which defines the valid values. */
  readonly field: NumberKey;
  /** Accessible name. */
  readonly label: string;
  readonly value: number;
  /** Formats the value while it is not being edited. */
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly large?: boolean;
  /** Switches large sizes on, which the refusal of a large size then offers. */
  readonly allowLarge?: () => void;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Converts typed and displayed notations, such as 0,01 and 1.2 × 10⁻⁵, to numerals such as 0.01 and 1.2e-5. */
const asNumeral = (typed: string) =>
  typed
    .replace(/\s/g, "")
    .replace(/(^|×)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, (_power, times: string, exponent: string) => {
      const digits = Array.from(exponent, (digit) => (digit === "⁻" ? "-" : SUPERSCRIPTS.indexOf(digit)));
      return `${times ? "" : "1"}e${digits.join("")}`;
    })
    .replace(",", ".")
    .replace("−", "-");

/** A number input. If the schema rejects the input, the reason is shown below and the value stays. */
export function NumberEntry({ field, label, value, format, onChange, large = false, allowLarge }: Props) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  /** The refused number, if large sizes would have it. */
  const [wanted, setWanted] = useState<string | null>(null);

  const take = (numeral: string) => {
    const parsed = parseField(field, numeral);
    setRefusal("refusal" in parsed ? parsed.refusal.message : null);
    setWanted("refusal" in parsed && isLarge(field, numeral) ? numeral : null);
    if ("value" in parsed) onChange(parsed.value);
  };
  const finish = () => {
    const typed = draft;
    setDraft(null);
    if (typed === null || typed === format(value)) return setRefusal(null);
    take(asNumeral(typed));
  };

  return (
    <span className={styles.entry}>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        className={large ? styles.large : styles.input}
        aria-label={label}
        aria-invalid={refusal !== null}
        aria-describedby={refusal ? id : undefined}
        value={draft ?? format(value)}
        onFocus={(event) => event.currentTarget.select()}
        onMouseDown={(event) => {
          if (event.currentTarget === document.activeElement) return;
          // Otherwise the click that focuses the input would clear the selection.
          event.preventDefault();
          event.currentTarget.focus();
        }}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") {
            setDraft(null);
            setRefusal(null);
            event.stopPropagation();
          }
        }}
      />
      {refusal && (
        <span id={id} role="alert" className={styles.refusal}>
          {refusal}
          {allowLarge && wanted !== null && (
            <button
              type="button"
              className={styles.offer}
              onClick={() => {
                allowLarge();
                take(wanted);
              }}
            >
              Switch on large sizes
            </button>
          )}
        </span>
      )}
    </span>
  );
}
