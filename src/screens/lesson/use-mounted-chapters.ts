import { startTransition, useEffect, useState } from "react";
import { useAppearance } from "../../store/appearance";
import { CHAPTERS } from "./chapters";

/** Distance from the window at which a chapter is mounted: one window height above and below. */
const MARGIN = "100% 0px";

const ALL: ReadonlySet<string> = new Set(CHAPTERS.map(({ id }) => id));

const whenIdle = (act: () => void): (() => void) => {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(act, 200);
    return () => clearTimeout(timer);
  }
  const waiting = requestIdleCallback(act);
  return () => cancelIdleCallback(waiting);
};

/**
 * Returns the ids of the mounted chapters; of the others there is only the heading and a placeholder. A chapter is mounted
 * when it is nearly visible, when the address names it or when the page is printed; the others follow one by one while the
 * browser is idle, so that they can be searched without blocking the page.
 * @param wanted id of the chapter that the address names
 */
export function useMountedChapters(wanted: string): ReadonlySet<string> {
  const [mounted, setMounted] = useState<ReadonlySet<string>>(() => new Set([wanted]));
  const printing = useAppearance((state) => state.printing);
  if (printing && mounted !== ALL) setMounted(ALL);
  if (!mounted.has(wanted)) setMounted(new Set([...mounted, wanted]));

  useEffect(() => {
    const add = (ids: readonly string[]) =>
      setMounted((before) => (ids.every((id) => before.has(id)) ? before : new Set([...before, ...ids])));
    const near = new IntersectionObserver(
      (entries) => add(entries.filter((entry) => entry.isIntersecting).map(({ target }) => target.id)),
      { rootMargin: MARGIN },
    );
    for (const { id } of CHAPTERS) {
      const section = document.getElementById(id);
      if (section) near.observe(section);
    }
    return () => near.disconnect();
  }, []);

  useEffect(() => {
    const next = CHAPTERS.find(({ id }) => !mounted.has(id));
    if (!next) return;
    // A transition renders in slices of a few milliseconds and yields to user input.
    return whenIdle(() => startTransition(() => setMounted((before) => new Set([...before, next.id]))));
  }, [mounted]);
  return mounted;
}

/** Whether all chapters are mounted. */
export const areAll = (mounted: ReadonlySet<string>): boolean => CHAPTERS.every(({ id }) => mounted.has(id));
