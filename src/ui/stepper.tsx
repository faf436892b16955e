import { type KeyboardEvent, useEffect, useState } from "react";
import { formatCount } from "../math/number-format";
import { StepIcon } from "./icons";
import { PlayButton, RoundButton } from "./run-buttons";
import styles from "./Stepper.module.css";
import { Segmented } from "./segmented";
import { Words } from "./words";

/** A place on the way through a sequence: the time step 0 … T, and where the way leads. */
export interface SequencePlace {
  readonly at: number;
  readonly direction: "forward" | "backward";
}

interface StepperProps {
  /** Accessible name of the group. */
  readonly label: string;
  /** T */
  readonly steps: number;
  readonly place: SequencePlace;
  /** The sentence on the time step reached, for screen readers; not read while it plays. */
  readonly reading: string;
  readonly onChange: (place: SequencePlace) => void;
}

const DIRECTIONS = [
  { value: "forward", label: "Forward" },
  { value: "backward", label: "Backward" },
] as const;

/** Time between two steps while it plays, in ms. */
const PACE = 600;

/**
 * Steps through the time steps of a sequence, by buttons, by the arrow keys, Home and End, or by itself once Play is
 * pressed, from 0 up to T or from T down to 0. Nothing moves before Play is pressed.
 */
export function Stepper({ label, steps, place, reading, onChange }: StepperProps) {
  const { at, direction } = place;
  const [playing, setPlaying] = useState(false);
  const [first, last] = direction === "forward" ? [0, steps] : [steps, 0];
  const isAtEnd = at === last;

  useEffect(() => {
    if (!playing) return;
    if (isAtEnd) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => onChange({ at: at + Math.sign(last - at), direction }), PACE);
    return () => clearTimeout(timer);
  }, [playing, isAtEnd, at, last, direction, onChange]);

  const go = (to: number) => {
    setPlaying(false);
    onChange({ at: Math.min(steps, Math.max(0, to)), direction });
  };
  const play = () => {
    if (!playing && isAtEnd) onChange({ at: first, direction });
    setPlaying(!playing);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The radio buttons have the arrow keys to themselves.
    if (event.target instanceof HTMLInputElement) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: steps }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div role="group" aria-label={label} className={styles.stepper} data-paper="none" onKeyDown={onKeyDown}>
      <RoundButton name="Previous time step" title="One time step back (←)" onClick={() => go(at - 1)}>
        <span className={styles.mirrored}>
          <StepIcon />
        </span>
      </RoundButton>
      <PlayButton
        playing={playing}
        start="Play the time steps"
        title={playing ? "Pause" : "Step by itself"}
        onClick={play}
      />
      <RoundButton name="Next time step" title="One time step on (→)" onClick={() => go(at + 1)}>
        <StepIcon />
      </RoundButton>
      <span className={styles.readout} translate="no">
        t = <b>{formatCount(at)}</b> of {formatCount(steps)}
      </span>
      <div className={styles.direction}>
        <Segmented
          label="Direction"
          bare
          options={DIRECTIONS}
          value={direction}
          onChange={(next) => {
            setPlaying(false);
            onChange({ at: next === "forward" ? 0 : steps, direction: next });
          }}
        />
      </div>
      <p role="status" aria-live="polite" aria-label={label} className={styles.unseen}>
        <Words>{playing ? "" : reading}</Words>
      </p>
    </div>
  );
}
