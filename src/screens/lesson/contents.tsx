import type { MouseEvent } from "react";
import { withChapter } from "./address";
import type { Chapter } from "./chapters";
import styles from "./Lesson.module.css";

interface ContentsProps {
  readonly chapters: readonly Chapter[];
  /** The id of the chapter being read. */
  readonly current: string;
}

/** The list of chapters, each a link that can be copied. */
export function Contents({ chapters, current }: ContentsProps) {
  // The rest of the address may have changed since the list was drawn.
  const refresh = (event: MouseEvent<HTMLAnchorElement>, id: string) => {
    event.currentTarget.href = withChapter(location.hash, id);
  };
  return (
    <nav className={styles.contents} aria-label="Chapters">
      <ol>
        {chapters.map(({ id, title }) => (
          <li key={id}>
            <a
              href={withChapter(location.hash, id)}
              aria-current={id === current ? "true" : undefined}
              onMouseDown={(event) => refresh(event, id)}
              onClick={(event) => {
                refresh(event, id);
                // The address may already name the chapter, and then no hashchange comes.
                document.getElementById(id)?.scrollIntoView();
              }}
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
