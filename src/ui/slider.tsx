import type { CSSProperties, KeyboardEvent } from "react";
import range from "./Range.module.css";
import styles from "./Slider.module.css";

interface Props {
  /** Accessible name. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** Marks of the scale. */
  readonly ticks: readonly { readonly value: number; readonly label?: string }[];
  /** Formats the value for screen readers. */
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** Steps of the thumb per decade; two significant digits distinguish them. */
const PER_DECADE = 20;
const MOVES: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

/** Aligns labels at the ends of the scale so that they stay within it. */
const side = (place: number) => (place < 0.02 ? "first" : place > 0.98 ? "last" : "inner");

/**
 * A slider with a logarithmic scale. The arrow keys change the value by 1 if it is an integer, else by a twentieth of a
 * decade; Page Up and Page Down ten times as much.
 */
export function Slider({ label, value, min, max, integer = false, ticks, format, onChange }: Props) {
  const [low, high] = [Math.log10(min), Math.log10(max)];
  const place = (of: number) => (Math.log10(of) - low) / (high - low);
  const rounded = (of: number) => {
    const within = Math.min(max, Math.max(min, of));
    return integer ? Math.round(within) : Number(within.toPrecision(2));
  };
  const moved = (by: number) => {
    if (integer) return rounded(value + by);
    return rounded(10 ** ((Math.round(Math.log10(value) * PER_DECADE) + by) / PER_DECADE));
  };
  const target = (key: string): number | undefined => {
    if (key === "Home") return min;
    if (key === "End") return max;
    return Object.hasOwn(MOVES, key) ? moved(MOVES[key]) : undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = event.ctrlKey || event.metaKey || event.altKey ? undefined : target(event.key);
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
  };

  return (
    <div className={styles.slider} style={{ "--fill": place(value) } as CSSProperties}>
      <input
        type="range"
        className={`${range.range} ${styles.range}`}
        aria-label={label}
        aria-valuetext={format(value)}
        min={low}
        max={high}
        step="any"
        value={Math.log10(value)}
        onChange={(event) => onChange(rounded(10 ** Number(event.currentTarget.value)))}
        onKeyDown={onKeyDown}
      />
      {ticks.length > 0 && (
        <div className={styles.scale} translate="no" aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick.value} className={styles.tick} style={{ left: `${100 * place(tick.value)}%` }}>
              <span className={styles[side(place(tick.value))]}>{tick.label}</span>
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
