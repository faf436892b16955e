import { useEffect, useLayoutEffect, useState } from "react";
import { address } from "../../address";
import { type Place, readPlace, writePlace } from "./address";
import { CHAPTERS } from "./chapters";
import { Contents } from "./contents";
import styles from "./Lesson.module.css";
import { ShownChapter } from "./shown-chapter";
import { areAll, useMountedChapters } from "./use-mounted-chapters";

const readAddress = () => readPlace(address.own("why"));

/** Where the address leads: another object whenever a link, Back or Forward was followed. */
function usePlace(): Place {
  const [place, setPlace] = useState(readAddress);
  useEffect(() => address.onNavigation(() => setPlace(readAddress())), []);
  return place;
}

/** Scrolls to whatever chapter the address turns to. */
function useGoal(place: Place, mounted: ReadonlySet<string>): void {
  const [reached, setReached] = useState<Place | null>(null);

  useLayoutEffect(() => {
    const { chapter: goal } = place;
    if (goal === null || place === reached) return;
    document.getElementById(goal)?.scrollIntoView();
    const settle = () => setReached(place);
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
  }, [place, reached, mounted]);
}

/** The chapter being read: the last one whose head has come into the upper part of the window. */
function useCurrent(first: string): string {
  const [current, setCurrent] = useState(first);
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

/** Why it works: short chapters, words beside figures that the reader can move. */
export function Lesson() {
  const place = usePlace();
  const wanted = place.chapter ?? CHAPTERS[0].id;
  const mounted = useMountedChapters(wanted);
  useGoal(place, mounted);
  const current = useCurrent(wanted);
  useEffect(() => address.setOwn("why", writePlace(current)), [current]);

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
            {place.refusals.map((sentence) => (
              <p key={sentence} role="alert" className={styles.refused}>
                {sentence}
              </p>
            ))}
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
