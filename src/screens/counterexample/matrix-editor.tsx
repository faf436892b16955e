import { useState } from "react";
import type { Matrix } from "../../math/arrays";
import { rows } from "../../math/arrays";
import { formatNumber } from "../../math/number-format";
import { ChoiceField } from "../../ui/choice-field";
import { Segmented } from "../../ui/segmented";
import styles from "./Controls.module.css";
import { MAX_SEED, parseEntry, resized, SIZES, type StartMatrix } from "./start-matrices";

const PRESETS = [
  { value: "swap", label: "Swap (from the slide)" },
  { value: "rotation", label: "Rotation by 30°" },
  { value: "random", label: "Random 4×4" },
  { value: "own", label: "Own entries" },
] as const;
const SIZE_OPTIONS = SIZES.map((n) => ({ value: String(n), label: `${n}×${n}` }));

/** A starting matrix in words. */
export function startText(start: StartMatrix): string {
  const label = PRESETS.find(({ value }) => value === start.kind)?.label ?? "";
  return start.kind === "random" ? `${label}, seed ${start.seed}` : label;
}

interface Props {
  readonly start: StartMatrix;
  readonly u0: Matrix;
  readonly onChange: (start: StartMatrix) => void;
}

/** The choice of the starting matrix: a preset, or own entries. */
export function MatrixChoice({ start, u0, onChange }: Props) {
  const choose = (kind: string) => {
    if (kind === "swap" || kind === "rotation") onChange({ kind });
    else if (kind === "random") onChange({ kind, seed: 1 });
    else onChange({ kind: "own", rows: rows(u0) });
  };
  return (
    <ChoiceField label="Starting matrix U" value={start.kind} options={PRESETS} onChange={choose} framed />
  );
}

/** Inputs for the entries of the starting matrix and its size. */
export function MatrixEntries({ start, u0, onChange }: Props) {
  const [refused, setRefused] = useState<{ start: StartMatrix; sentence: string } | null>(null);
  const setEntry = (i: number, j: number, text: string) => {
    const parsed = parseEntry(text);
    if ("refusal" in parsed) {
      const sentence = `Row ${i + 1}, column ${j + 1}: ${parsed.refusal} The previous number is kept.`;
      setRefused({ start, sentence });
      return;
    }
    setRefused(null);
    const entries = rows(u0);
    if (entries[i][j] === parsed.value) return;
    entries[i][j] = parsed.value;
    onChange({ kind: "own", rows: entries });
  };

  return (
    <>
      <fieldset
        className={styles.cells}
        style={{ gridTemplateColumns: `repeat(${u0.n}, minmax(0, 1fr))` }}
        aria-label="Entries of the starting matrix"
      >
        {rows(u0).map((row, i) =>
          row.map((value, j) => (
            <EntryInput
              key={`${u0.n}-${i}-${j}`}
              name={`Row ${i + 1}, column ${j + 1}`}
              value={value}
              onCommit={(text) => setEntry(i, j, text)}
            />
          )),
        )}
      </fieldset>
      <div className={styles.size}>
        <Segmented
          label="Size"
          options={SIZE_OPTIONS}
          value={String(u0.n)}
          onChange={(size) => onChange(resized(u0, Number(size)))}
        />
        {start.kind === "random" && (
          <button
            type="button"
            className={styles.link}
            onClick={() => onChange({ kind: "random", seed: start.seed < MAX_SEED ? start.seed + 1 : 1 })}
          >
            Draw another
          </button>
        )}
      </div>
      {refused?.start === start && (
        <p role="alert" className={styles.refusal}>
          {refused.sentence}
        </p>
      )}
    </>
  );
}

/** An entry, shown to three digits, and in full while edited. Input takes effect on Enter or blur. */
function EntryInput({
  name,
  value,
  onCommit,
}: {
  name: string;
  value: number;
  onCommit: (text: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft !== null && draft !== String(value)) onCommit(draft);
    setDraft(null);
  };
  return (
    <input
      className={styles.cell}
      aria-label={name}
      inputMode="text"
      autoComplete="off"
      spellCheck={false}
      value={draft ?? formatNumber(value)}
      onFocus={() => setDraft(String(value))}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setDraft(String(value));
      }}
    />
  );
}
