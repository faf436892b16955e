import { CHAPTERS } from "./chapters";
import styles from "./Lesson.module.css";

/** Why it works: short chapters, words beside a figure that the reader can move. */
export function Lesson() {
  return (
    <main className={styles.lesson}>
      {CHAPTERS.map(({ id, title, Body }) => (
        <section key={id} id={id} className={styles.chapter} aria-labelledby={`${id}-title`}>
          <h1 id={`${id}-title`} className={styles.title}>
            {title}
          </h1>
          <Body />
        </section>
      ))}
    </main>
  );
}
