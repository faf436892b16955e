import type { CSSProperties } from "react";
import range from "./Range.module.css";
import styles from "./Slider.module.css";

interface LinearSliderProps {
  /** Accessible name. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Formats the value for screen readers. */
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** A slider with a linear scale. */
export function LinearSlider({ label, value, min, max, step, format, onChange }: LinearSliderProps) {
  const fill = (value - min) / (max - min);
  return (
    <div className={styles.slider} style={{ "--fill": fill } as CSSProperties}>
      <input
        type="range"
        className={`${range.range} ${styles.range}`}
        aria-label={label}
        aria-valuetext={format(value)}
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
    </div>
  );
}
