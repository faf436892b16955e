import { useAddress } from "../../address/use-address";
import type { Chapter } from "./chapters";
import styles from "./Lesson.module.css";

interface ContentsProps {
  readonly chapters: readonly Chapter[];
  /** Id of the chapter being read. */
  readonly current: string;
}

/** The list of chapters, as links that can be copied. */
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
              // If the address already names the chapter, the browser does not scroll.
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
