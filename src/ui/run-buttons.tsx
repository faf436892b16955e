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

interface MoreButtonProps {
  readonly open: boolean;
  readonly onChange: (open: boolean) => void;
}

/** In small windows: shows and hides the part of the bar that has `data-more` and is not needed at every moment. */
export function MoreButton({ open, onChange }: MoreButtonProps) {
  return (
    <button
      type="button"
      className={`${styles.text} ${styles.more}`}
      aria-expanded={open}
      onClick={() => onChange(!open)}
    >
      More
    </button>
  );
}

/** The attribute of a bar with a {@link MoreButton}, by which its parts know whether they are hidden. */
export const moreState = (open: boolean) => ({ "data-more": open ? "open" : "closed" });

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
