import { startTransition, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { CHAPTERS } from "./chapters";

/** How far beyond the window a chapter is made ready: another window's height on either side. */
const MARGIN = "100% 0px";

const whenIdle = (act: () => void): (() => void) => {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(act, 200);
    return () => clearTimeout(timer);
  }
  const waiting = requestIdleCallback(act);
  return () => cancelIdleCallback(waiting);
};

/**
 * The chapters whose words and figures are on the page, by id; of the others there are the heading and the room. They
 * come when they are nearly in sight, when the address asks for them or the page is printed; and one after another in
 * the browser's spare moments, so that they can be searched, without the page being held up for it.
 * @param wanted - the id of the chapter that the address asks for
 */
export function useMountedChapters(wanted: string): ReadonlySet<string> {
  const [mounted, setMounted] = useState<ReadonlySet<string>>(() => new Set([wanted]));
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
    const print = () => flushSync(() => add(CHAPTERS.map(({ id }) => id)));
    addEventListener("beforeprint", print);
    return () => {
      near.disconnect();
      removeEventListener("beforeprint", print);
    };
  }, []);

  useEffect(() => {
    const next = CHAPTERS.find(({ id }) => !mounted.has(id));
    if (!next) return;
    // As a transition it is made in slices of a few milliseconds, and gives way to the reader.
    return whenIdle(() => startTransition(() => setMounted((before) => new Set([...before, next.id]))));
  }, [mounted]);
  return mounted;
}

/** Whether every chapter is there. */
export const areAll = (mounted: ReadonlySet<string>): boolean => CHAPTERS.every(({ id }) => mounted.has(id));
