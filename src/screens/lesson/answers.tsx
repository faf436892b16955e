import { useEffect, useReducer } from "react";
import { onPaperChange } from "../../plot/paper";
import { useAppearance } from "../../store/appearance";
import type { Asked } from "./asked";
import type { Chapter } from "./chapters";
import styles from "./Lesson.module.css";

interface AnswersProps {
  readonly chapters: readonly Chapter[];
  readonly asked: ReadonlyMap<string, Asked>;
}

/** The answers to all questions, at the end of a print; nothing on the screen. */
export function Answers({ chapters, asked }: AnswersProps) {
  const printing = useAppearance((state) => state.printing);
  // For a print all chapters are mounted at once; when the figures are laid out, their questions are known.
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onPaperChange(render), []);
  if (!printing) return null;
  return (
    <section className={styles.answers} aria-labelledby="answers">
      <h2 id="answers" className={styles.title}>
        Answers
      </h2>
      <ol>
        {chapters.map(({ id, title }, i) => {
          const { question, answer } = asked.get(id) ?? {};
          return (
            question && (
              <li key={id} value={i + 1}>
                <h3>{title}</h3>
                <p>
                  <i>{question}</i>
                </p>
                {answer ? (
                  <p>
                    <b>{answer.right}.</b> {answer.explanation}
                  </p>
                ) : (
                  <p>Not computed yet.</p>
                )}
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}
