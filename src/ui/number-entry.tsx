import { useId, useState } from "react";
import { parseField } from "../config/parse";
import type { NumberKey } from "../config/schema";
import styles from "./NumberEntry.module.css";

interface Props {
  /** Key of the config field, which says what is allowed. */
  readonly field: NumberKey;
  /** Accessible name. */
  readonly label: string;
  readonly value: number;
  /** How the value reads while it is not being edited. */
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly large?: boolean;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** As people type numbers, and as the page writes them: 0,01 and 1.2 × 10⁻⁵ as well as 0.01 and 1.2e-5. */
const asNumeral = (typed: string) =>
  typed
    .replace(/\s/g, "")
    .replace(/(^|×)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, (_power, times: string, exponent: string) => {
      const digits = Array.from(exponent, (digit) => (digit === "⁻" ? "-" : SUPERSCRIPTS.indexOf(digit)));
      return `${times ? "" : "1"}e${digits.join("")}`;
    })
    .replace(",", ".")
    .replace("−", "-");

/** A number that can be typed. What the schema refuses is said underneath, and nothing is changed. */
export function NumberEntry({ field, label, value, format, onChange, large = false }: Props) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  const finish = () => {
    const typed = draft;
    setDraft(null);
    if (typed === null || typed === format(value)) return setRefusal(null);
    const parsed = parseField(field, asNumeral(typed));
    setRefusal("refusal" in parsed ? parsed.refusal.message : null);
    if ("value" in parsed) onChange(parsed.value);
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
          // Else the click that gives the focus would drop the selection again.
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
        </span>
      )}
    </span>
  );
}
