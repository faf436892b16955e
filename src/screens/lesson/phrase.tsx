import type { ReactNode } from "react";
import styles from "./Lesson.module.css";

/** With its parent's style, keeps punctuation after the button on the same line. */
const WORD_JOINER = "\u2060";

/** Words in the text that set the adjacent figure when clicked. */
export function Phrase({
  name,
  onClick,
  children,
}: {
  /** Accessible name, where the words are a formula. */
  readonly name?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <span className={styles.joined}>
      <button type="button" className={styles.phrase} data-paper="text" aria-label={name} onClick={onClick}>
        {children}
      </button>
      {WORD_JOINER}
    </span>
  );
}
