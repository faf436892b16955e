import { useAddress } from "../../address/use-address";
import type { Chapter } from "./chapters";
import styles from "./Lesson.module.css";

interface ContentsProps {
  readonly chapters: readonly Chapter[];
  /** The id of the chapter being read. */
  readonly current: string;
}

/** The list of chapters, each a link that can be copied. */
export function Contents({ chapters, current }: ContentsProps) {
  const address = useAddress();
  return (
    <nav className={styles.contents} aria-label="Chapters">
      <ol>
        {chapters.map(({ id, title }) => (
          <li key={id}>
            <a
              href={address.link("why", { why: [["chapter", id]] })}
              aria-current={id === current ? "true" : undefined}
              // The address may already name the chapter, and then the browser goes nowhere.
              onClick={() => document.getElementById(id)?.scrollIntoView()}
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
