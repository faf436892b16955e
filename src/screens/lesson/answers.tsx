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
            answer && (
              <li key={id} value={i + 1}>
                <h3>{title}</h3>
                <p>
                  <i>{question}</i>
                </p>
                <p>
                  <b>{answer.right}.</b> {answer.explanation}
                </p>
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}
