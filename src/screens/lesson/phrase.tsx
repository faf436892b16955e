import type { ReactNode } from "react";
import styles from "./Lesson.module.css";

/** Keeps the comma or stop that follows on the same line: a button is a word of its own to the line breaker. */
const WORD_JOINER = "\u2060";

/** Words in the text that set the figure beside it. */
export function Phrase({
  onClick,
  children,
}: {
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <>
      <button type="button" className={styles.phrase} onClick={onClick}>
        {children}
      </button>
      {WORD_JOINER}
    </>
  );
}
