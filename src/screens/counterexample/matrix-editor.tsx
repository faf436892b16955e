import { useState } from "react";
import type { Matrix } from "../../math/arrays";
import { rows } from "../../math/arrays";
import { formatNumber } from "../../math/number-format";
import { ChoiceField } from "../../ui/choice-field";
import { Segmented } from "../../ui/segmented";
import styles from "./Controls.module.css";
import { LARGEST_SEED, parseEntry, resized, SIZES, type StartMatrix } from "./start-matrices";

const PRESETS = [
  { value: "swap", label: "Swap, the slide’s" },
  { value: "rotation", label: "Rotation by 30°" },
  { value: "random", label: "Random orthogonal 4×4" },
  { value: "own", label: "Own entries" },
] as const;
const SIZE_OPTIONS = SIZES.map((n) => ({ value: String(n), label: `${n}×${n}` }));

/** The first matrix: a preset, or entries typed in. `verdict` says what is_unitary makes of it. */
export function MatrixEditor(props: {
  start: StartMatrix;
  u0: Matrix;
  verdict: string;
  onChange: (start: StartMatrix) => void;
}) {
  const { start, u0, onChange } = props;
  const [refusal, setRefusal] = useState<string | null>(null);

  const choose = (next: StartMatrix) => {
    setRefusal(null);
    onChange(next);
  };
  const choosePreset = (kind: string) => {
    if (kind === "swap" || kind === "rotation") choose({ kind });
    else if (kind === "random") choose({ kind, seed: 1 });
    else choose({ kind: "own", rows: rows(u0) });
  };
  const setEntry = (i: number, j: number, text: string) => {
    const parsed = parseEntry(text);
    if ("refusal" in parsed) {
      setRefusal(`Row ${i + 1}, column ${j + 1}: ${parsed.refusal} The number before is kept.`);
      return;
    }
    setRefusal(null);
    const entries = rows(u0);
    if (entries[i][j] === parsed.value) return;
    entries[i][j] = parsed.value;
    choose({ kind: "own", rows: entries });
  };

  return (
    <div className={styles.field}>
      <ChoiceField
        label="First matrix U"
        value={start.kind}
        options={PRESETS}
        onChange={choosePreset}
        framed
      />
      {start.kind === "random" && (
        <button
          type="button"
          className={styles.link}
          onClick={() => choose({ kind: "random", seed: start.seed < LARGEST_SEED ? start.seed + 1 : 1 })}
        >
          Draw another
        </button>
      )}
      <fieldset
        className={styles.cells}
        style={{ gridTemplateColumns: `repeat(${u0.n}, minmax(0, 1fr))` }}
        aria-label="Entries of the first matrix"
      >
        {rows(u0).map((row, i) =>
          row.map((value, j) => (
            <Cell
              key={`${u0.n}-${i}-${j}`}
              name={`Row ${i + 1}, column ${j + 1}`}
              value={value}
              onCommit={(text) => setEntry(i, j, text)}
            />
          )),
        )}
      </fieldset>
      <Segmented
        label="Size"
        options={SIZE_OPTIONS}
        value={String(u0.n)}
        onChange={(size) => choose(resized(u0, Number(size)))}
      />
      {refusal && (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      )}
      <p className={styles.note}>{props.verdict}</p>
    </div>
  );
}

/** An entry: three digits to read, all of them to edit. What was typed counts on Enter or on leaving. */
function Cell({ name, value, onCommit }: { name: string; value: number; onCommit: (text: string) => void }) {
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
