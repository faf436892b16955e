import type { ReactNode } from "react";
import styles from "./Lesson.module.css";

/** Words in the text that set the figure beside it. */
export function Phrase({
  onClick,
  children,
}: {
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className={styles.phrase} onClick={onClick}>
      {children}
    </button>
  );
}
