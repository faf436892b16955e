import { use } from "react";
import { LinearSlider } from "../../ui/linear-slider";
import { Slider } from "../../ui/slider";
import { FigurePlaces } from "./figure-places";
import styles from "./Lesson.module.css";

interface ControlProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
  /** Step of a linear scale; without it the scale is logarithmic. */
  readonly step?: number;
  readonly integer?: boolean;
  readonly ticks?: readonly { readonly value: number; readonly label?: string }[];
}

/** A slider with its name and value above it; in a frame, which has little space, beside it and without a scale. */
export function Control({ step, integer, ticks, ...slider }: ControlProps) {
  const inFrame = use(FigurePlaces) !== null;
  return (
    <div className={styles.control}>
      <span className={styles.controlHead}>
        {slider.label} <b>{slider.format(slider.value)}</b>
      </span>
      {step === undefined ? (
        <Slider
          {...slider}
          ticks={inFrame ? [] : (ticks ?? [])}
          {...(integer !== undefined && { integer })}
        />
      ) : (
        <LinearSlider {...slider} step={step} />
      )}
    </div>
  );
}
