import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { formatNumber } from "../../math/number-format";
import styles from "./MatrixEntries.module.css";

interface MatrixEntriesProps {
  readonly name: string;
  /** Row by row, 2×2. */
  readonly entries: readonly [number, number, number, number];
  readonly locked: readonly boolean[];
  readonly onChange: (at: number, value: number) => void;
}

const LIMIT = 30;
const STEP = 0.05;
const PER_PIXEL = 0.02;
const MOVES: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};
const rounded = (value: number) => Number(Math.min(LIMIT, Math.max(-LIMIT, value)).toFixed(4));

/** A 2×2 matrix of numbers, changed by dragging sideways or by the arrow keys. */
export function MatrixEntries({ name, entries, locked, onChange }: MatrixEntriesProps) {
  const hold = useRef<{ readonly x: number; readonly value: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(MOVES, event.key)) return;
    event.preventDefault();
    onChange(at, rounded(entries[at] + MOVES[event.key] * STEP * (event.shiftKey ? 10 : 1)));
  };
  const onPointerMove = (event: PointerEvent, at: number) => {
    if (hold.current)
      onChange(at, rounded(hold.current.value + (event.clientX - hold.current.x) * PER_PIXEL));
  };
  const release = () => {
    hold.current = null;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: four sliders that make one matrix, not a fieldset of a form
    <div role="group" aria-label={`Entries of ${name}`} className={styles.entries}>
      <span aria-hidden="true" className={styles.name}>
        {name} =
      </span>
      <div className={styles.matrix}>
        {entries.map((value, at) => (
          <div
            key={at}
            role="slider"
            tabIndex={locked[at] ? -1 : 0}
            aria-label={`${name}, row ${Math.floor(at / 2) + 1}, column ${(at % 2) + 1}`}
            aria-valuenow={value}
            aria-valuemin={-LIMIT}
            aria-valuemax={LIMIT}
            aria-valuetext={formatNumber(value, 3)}
            aria-disabled={locked[at] || undefined}
            className={styles.entry}
            onKeyDown={(event) => !locked[at] && onKeyDown(event, at)}
            onPointerDown={(event) => {
              if (locked[at]) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              hold.current = { x: event.clientX, value };
            }}
            onPointerMove={(event) => onPointerMove(event, at)}
            onPointerUp={release}
            onPointerCancel={release}
          >
            {formatNumber(value, 3)}
          </div>
        ))}
      </div>
    </div>
  );
}
