import type { ReactNode } from "react";
import styles from "./Lesson.module.css";

/** With the style of its parent it keeps the comma or stop that follows on the line of the button’s end. */
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
    <span className={styles.joined}>
      <button type="button" className={styles.phrase} onClick={onClick}>
        {children}
      </button>
      {WORD_JOINER}
    </span>
  );
}
