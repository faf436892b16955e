import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { colour } from "./look";
import styles from "./Reader.module.css";

interface ReaderBoxProps {
  readonly chart: string;
  /** Name of what is read, and the CSS variable of its colour. */
  readonly name: string;
  readonly ink: string;
  /** The box in the figure, px. */
  readonly place: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  readonly min: number;
  readonly max: number;
  readonly now: number;
  /** The reading in words; undefined if nothing is pointed at. */
  readonly spoken: string | undefined;
  /** Where the reading is shown in the box, and its distance from there, px; null if it is not shown. */
  readonly values: { readonly left: number; readonly top: number; readonly gap: number } | null;
  /** Whether the reading may take several lines, as in a box that is narrow for it. */
  readonly wraps?: boolean;
  /** The marks of the pointed place. */
  readonly children: ReactNode;
  readonly onPointer: (event: PointerEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly leave: () => void;
}

/** The box of a reader over a part of a plot: a slider with marks at the pointed place, and the reading beside it. */
export function ReaderBox(props: ReaderBoxProps) {
  const { chart, name, ink, place, values, spoken, leave } = props;
  return (
    <div
      className={styles.reader}
      style={place}
      role="slider"
      tabIndex={0}
      aria-label={`${chart}, reading of ${name}`}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      aria-valuenow={props.now}
      aria-valuetext={spoken ?? "nothing pointed at"}
      onPointerMove={props.onPointer}
      onPointerDown={props.onPointer}
      onPointerLeave={(event) => event.pointerType !== "touch" && leave()}
      onBlur={leave}
      onKeyDown={props.onKeyDown}
    >
      {props.children}
      {values && (
        <div
          className={props.wraps ? `${styles.values} ${styles.wraps}` : styles.values}
          style={{
            ...(values.left < place.width / 2
              ? { left: values.left + values.gap }
              : { right: place.width - values.left + values.gap }),
            ...(values.top < place.height / 2
              ? { top: values.top + values.gap }
              : { top: "auto", bottom: place.height - values.top + values.gap }),
          }}
        >
          <b style={{ color: colour(ink) }}>{name}</b>
          <br />
          {spoken}
        </div>
      )}
    </div>
  );
}
