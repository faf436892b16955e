import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import { address } from "../../address";
import { figuresAmong, figuresOf } from "../../address/keys";
import { useAppearance } from "../../store/appearance";
import { NotYet } from "../paper/missing";
import { type LessonPlace, readPlace, writePlace } from "./address";
import { Answers } from "./answers";
import { type Asked, AskedContext } from "./asked";
import { CHAPTERS } from "./chapters";
import { Contents } from "./contents";
import { EmbeddedFigures } from "./embedded-figures";
import { WallFigures } from "./figure-places";
import styles from "./Lesson.module.css";
import { LECTURE } from "./references";
import { ShownChapter } from "./shown-chapter";
import { areAll, useMountedChapters } from "./use-mounted-chapters";

const readAddress = () => readPlace(address.own("why"));

/** Returns the place that the address names: a new object after every navigation. */
function usePlace(): LessonPlace {
  const [place, setPlace] = useState(readAddress);
  useEffect(() => address.onNavigation(() => setPlace(readAddress())), []);
  return place;
}

/** Scrolls to the chapter that the address names. */
function useGoal(place: LessonPlace, mounted: ReadonlySet<string>): void {
  const [reached, setReached] = useState<LessonPlace | null>(null);

  useLayoutEffect(() => {
    const { chapter: goal } = place;
    if (goal === null || place === reached) return;
    document.getElementById(goal)?.scrollIntoView();
    const settle = () => setReached(place);
    // Until all chapters are mounted the goal may shift, so it is scrolled to again, unless the user scrolls first.
    if (areAll(mounted)) {
      settle();
      return;
    }
    const userEvents = ["wheel", "touchmove", "keydown", "pointerdown"] as const;
    for (const type of userEvents) addEventListener(type, settle, { passive: true });
    return () => {
      for (const type of userEvents) removeEventListener(type, settle);
    };
  }, [place, reached, mounted]);
}

/** Returns the id of the chapter being read: the last one whose heading is in or above the upper third of the window. */
function useCurrent(first: string): string {
  const [current, setCurrent] = useState(first);
  useEffect(() => {
    const find = () => {
      const line = innerHeight * 0.35;
      const above = CHAPTERS.findLast(({ id }) => {
        const head = document.getElementById(id);
        // On the wall only one may be displayed.
        const isDisplayed = head !== null && head.getClientRects().length > 0;
        return isDisplayed && head.getBoundingClientRect().top <= line;
      });
      setCurrent((above ?? CHAPTERS[0]).id);
    };
    let frame = 0;
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(find);
    };
    addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", onScroll);
    };
  }, []);
  return current;
}

/** The lesson *Why it works*, or the figures of it that the address of a frame names. */
export function Lesson() {
  const shown = figuresAmong(
    "why",
    useAppearance((state) => state.figures),
  );
  return shown.length > 0 ? <EmbeddedFigures shown={shown} /> : <WholeLesson />;
}

/** Returns the figures of the lesson that the scene on the wall shows; none shows the chapter. */
function useWallFigures(): readonly string[] {
  const onWall = useAppearance((state) => state.onWall);
  return useMemo(() => figuresOf("why").filter((id) => onWall.includes(id)), [onWall]);
}

/** Short chapters, text beside interactive figures. */
function WholeLesson() {
  const place = usePlace();
  const wanted = place.chapter ?? CHAPTERS[0].id;
  const mounted = useMountedChapters(wanted);
  useGoal(place, mounted);
  const current = useCurrent(wanted);
  const [asked] = useState(() => new Map<string, Asked>());
  useEffect(() => address.setOwn("why", writePlace(current)), [current]);
  const onWall = useWallFigures();

  return (
    <div className={styles.screen}>
      <main className={`${styles.lesson} ${onWall.length > 0 ? styles.onWall : ""}`}>
        <Contents chapters={CHAPTERS} current={current} />
        <div className={styles.chapters}>
          <header className={styles.head}>
            <h1>Why it works</h1>
            <p>
              This lesson follows, and checks, a lecture by Hoang Chu (2024), <cite>{LECTURE}</cite>; “the
              lecture” from here on. It has {CHAPTERS.length} short chapters. Their numbers are computed here,
              while you read, except for the accuracies in chapter 8, which are printed in the lecture or come
              from longer runs.{" "}
              <span data-paper="none">
                Whatever is underlined sets the figure beside it, and the figures’ own points can be dragged,
                or moved by the arrow keys.
              </span>
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
              {!mounted.has(id) && <NotYet />}
              {mounted.has(id) && (
                <ShownChapter value={{ id, title, number: i + 1 }}>
                  <WallFigures value={onWall}>
                    <AskedContext value={asked}>
                      <Body />
                    </AskedContext>
                  </WallFigures>
                </ShownChapter>
              )}
            </section>
          ))}
          <Answers chapters={CHAPTERS} asked={asked} />
        </div>
      </main>
    </div>
  );
}
