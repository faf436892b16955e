import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { chapterOf, withChapter } from "./address";
import { CHAPTERS } from "./chapters";
import { Contents } from "./contents";
import styles from "./Lesson.module.css";
import { ShownChapter } from "./shown-chapter";

const placeOf = (id: string | null) => CHAPTERS.findIndex((chapter) => chapter.id === id);

/**
 * How many chapters are on the page: those down to the addressed one at once, and the rest one after another in
 * the browser's spare moments, each being a handful of computations. Whatever chapter the address turns to is
 * scrolled to.
 */
function useMounted(): number {
  const [mounted, setMounted] = useState(() => Math.max(0, placeOf(chapterOf(location.hash))) + 1);
  const [goal, setGoal] = useState(() => chapterOf(location.hash));

  useEffect(() => {
    if (mounted >= CHAPTERS.length) return;
    const more = () => setMounted((count) => Math.min(CHAPTERS.length, count + 1));
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(more, 60);
      return () => clearTimeout(timer);
    }
    const waiting = requestIdleCallback(more, { timeout: 300 });
    return () => cancelIdleCallback(waiting);
  }, [mounted]);

  useEffect(() => {
    const turn = () => {
      const id = chapterOf(location.hash);
      setMounted((count) => Math.max(count, placeOf(id) + 1));
      setGoal(id);
    };
    addEventListener("hashchange", turn);
    return () => removeEventListener("hashchange", turn);
  }, []);

  useLayoutEffect(() => {
    if (goal === null) return;
    document.getElementById(goal)?.scrollIntoView();
    const settle = () => setGoal(null);
    // Until all chapters are there it may be moved; a person who moves on is not called back.
    if (mounted >= CHAPTERS.length) {
      settle();
      return;
    }
    const hands = ["wheel", "touchmove", "keydown", "pointerdown"] as const;
    for (const hand of hands) addEventListener(hand, settle, { passive: true });
    return () => {
      for (const hand of hands) removeEventListener(hand, settle);
    };
  }, [goal, mounted]);
  return mounted;
}

/** The chapter being read: the last one whose head has come into the upper part of the window. */
function useCurrent(mounted: number): string {
  const [current, setCurrent] = useState(() => CHAPTERS[Math.max(0, placeOf(chapterOf(location.hash)))].id);
  useEffect(() => {
    const find = () => {
      const line = innerHeight * 0.35;
      const above = CHAPTERS.slice(0, mounted).findLast(({ id }) => {
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
  }, [mounted]);
  return current;
}

/** Browsers refuse addresses that are written much more often than this, in milliseconds. */
const ADDRESS_INTERVAL = 300;

/** Why it works: short chapters, words beside figures that the reader can move. */
export function Lesson() {
  const mounted = useMounted();
  const current = useCurrent(mounted);
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
          {CHAPTERS.slice(0, mounted).map(({ id, title, Body }, i) => (
            <section key={id} id={id} className={styles.chapter} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`} className={styles.title}>
                <span className={styles.number}>{i + 1}</span> {title}
              </h2>
              <ShownChapter value={{ id, title, number: i + 1 }}>
                <Body />
              </ShownChapter>
            </section>
          ))}
        </div>
      </main>
    </div>
  );
}
