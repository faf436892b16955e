import type { ReactNode } from "react";
import { PauseIcon, PlayIcon } from "./icons";
import styles from "./RunControls.module.css";

interface PlayButtonProps {
  readonly playing: boolean;
  /** Accessible name while paused. */
  readonly start?: string;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** The large play and pause button. */
export function PlayButton({ playing, start = "Play", title, disabled, onClick }: PlayButtonProps) {
  return (
    <button
      type="button"
      className={styles.play}
      aria-label={playing ? "Pause" : start}
      title={title}
      disabled={disabled}
      onClick={onClick}
    >
      {playing ? <PauseIcon /> : <PlayIcon />}
    </button>
  );
}

interface RoundButtonProps {
  readonly name: string;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  /** Its icon. */
  readonly children: ReactNode;
}

/** A smaller round button beside the play button. */
export function RoundButton({ name, title, disabled, onClick, children }: RoundButtonProps) {
  return (
    <button
      type="button"
      className={styles.round}
      aria-label={name}
      title={title}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
