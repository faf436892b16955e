import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { chapterOf, withChapter } from "./address";
import { CHAPTERS } from "./chapters";
import { Contents } from "./contents";
import styles from "./Lesson.module.css";
import { ShownChapter } from "./shown-chapter";
import { areAll, useMountedChapters } from "./use-mounted-chapters";

const placeOf = (id: string | null) => CHAPTERS.findIndex((chapter) => chapter.id === id);

/** Scrolls to whatever chapter the address turns to. */
function useGoal(mounted: ReadonlySet<string>): void {
  const [goal, setGoal] = useState(() => chapterOf(location.hash));

  useEffect(() => {
    const turn = () => setGoal(chapterOf(location.hash));
    addEventListener("hashchange", turn);
    return () => removeEventListener("hashchange", turn);
  }, []);

  useLayoutEffect(() => {
    if (goal === null) return;
    document.getElementById(goal)?.scrollIntoView();
    const settle = () => setGoal(null);
    // Until all chapters are there it may be moved; a person who moves on is not called back.
    if (areAll(mounted)) {
      settle();
      return;
    }
    const hands = ["wheel", "touchmove", "keydown", "pointerdown"] as const;
    for (const hand of hands) addEventListener(hand, settle, { passive: true });
    return () => {
      for (const hand of hands) removeEventListener(hand, settle);
    };
  }, [goal, mounted]);
}

/** The chapter being read: the last one whose head has come into the upper part of the window. */
function useCurrent(): string {
  const [current, setCurrent] = useState(() => CHAPTERS[Math.max(0, placeOf(chapterOf(location.hash)))].id);
  useEffect(() => {
    const find = () => {
      const line = innerHeight * 0.35;
      const above = CHAPTERS.findLast(({ id }) => {
        const head = document.getElementById(id);
        return head !== null && head.getBoundingClientRect().top <= line;
      });
      setCurrent((above ?? CHAPTERS[0]).id);
    };
    let asked = 0;
    const onScroll = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(find);
    };
    addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener("scroll", onScroll);
    };
  }, []);
  return current;
}

/** Browsers refuse addresses that are written much more often than this, in milliseconds. */
const ADDRESS_INTERVAL = 300;

/** Why it works: short chapters, words beside figures that the reader can move. */
export function Lesson() {
  const mounted = useMountedChapters();
  useGoal(mounted);
  const current = useCurrent();
  const atStart = useRef(true);
  const [refused] = useState(() => {
    const id = chapterOf(location.hash);
    return id !== null && placeOf(id) < 0 ? id : null;
  });

  useEffect(() => {
    if (atStart.current) {
      atStart.current = false;
      return;
    }
    const timer = setTimeout(() => {
      const hash = withChapter(location.hash, current === CHAPTERS[0].id ? null : current);
      if (hash !== location.hash) history.replaceState(history.state, "", hash);
    }, ADDRESS_INTERVAL);
    return () => clearTimeout(timer);
  }, [current]);

  return (
    <div className={styles.screen}>
      <main className={styles.lesson}>
        <Contents chapters={CHAPTERS} current={current} />
        <div className={styles.chapters}>
          <header className={styles.head}>
            <h1>Why it works</h1>
            <p>
              Nine short chapters. Every number in them is computed here, while you read; whatever is
              underlined sets the figure beside it, and the figures’ own points can be dragged, or moved by
              the arrow keys.
            </p>
            {refused !== null && (
              <p role="alert" className={styles.refused}>
                why.chapter = “{refused.slice(0, 40)}” was refused: it must be one of{" "}
                {CHAPTERS.map(({ id }) => id).join(", ")}.
              </p>
            )}
          </header>
          {CHAPTERS.map(({ id, title, Body }, i) => (
            <section
              key={id}
              id={id}
              className={styles.chapter}
              aria-labelledby={`${id}-title`}
              aria-busy={!mounted.has(id)}
            >
              <h2 id={`${id}-title`} className={styles.title}>
                <span className={styles.number}>{i + 1}</span> {title}
              </h2>
              {mounted.has(id) && (
                <ShownChapter value={{ id, title, number: i + 1 }}>
                  <Body />
                </ShownChapter>
              )}
            </section>
          ))}
        </div>
      </main>
    </div>
  );
}
